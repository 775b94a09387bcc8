package eu.volens.rights.wire;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import eu.volens.wire.WireEvent;
import eu.volens.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RightsTranslatorTest {

    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final PersonId PERSON = new PersonId(UUID.fromString("00000000-0000-4000-8000-000000000002"));
    private static final Instant AT = Instant.parse("2026-03-06T09:12:04Z");

    @Test
    void aReceivedRequestIsToldWithoutItsPerson() {
        WireEvent told = RightsTranslator.translate(new RequestEvent.RequestReceived(CASE, "2026-000123", PERSON, List.of(Right.ACCESS),
                List.of(Attention.SENT_BY_MACHINE), "mail", "fr", AT, LocalDate.of(2026, 3, 6), LocalDate.of(2026, 4, 7), LocalDate.of(2026, 6, 8),
                "Europe/Brussels", "BE-legal-10/1", Personal.of("lea@example.org"), Personal.of("Léa"), Personal.of("subject"),
                Personal.of(List.of("record")), null, true, Status.RECEIVED, AT));

        assertThat(told).isEqualTo(new WireEvent.RequestReceived(CASE, "2026-000123", List.of("access"), "mail", "fr", AT, LocalDate.of(2026, 4, 7)));
        assertThat(new String(WireJson.write(told), StandardCharsets.UTF_8)).doesNotContain("lea", "Léa", "subject", PERSON.toString());
    }

    @Test
    void anyOtherEventIsAStepWithWhoTookItAndWhatProvesIt() {
        assertThat(RightsTranslator.translate(new RequestEvent.AnswerApproved(CASE, "2026-000123", "dpo-7", Status.APPROVED, AT)))
                .isEqualTo(new WireEvent.RequestStepTaken(CASE, "2026-000123", "approved", "approved", "dpo", AT, java.util.Map.of("by", "dpo-7")));
        assertThat(RightsTranslator.translate(new RequestEvent.RequestClosed(CASE, "2026-000123", PERSON, Outcome.ANSWERED, null,
                Personal.of("a note"), Status.CLOSED, AT)))
                .isEqualTo(new WireEvent.RequestStepTaken(CASE, "2026-000123", "closed", "closed", "system", AT, java.util.Map.of("outcome", "answered")));
    }
}
