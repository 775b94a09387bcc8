package eu.volens.projections.audit;

import static eu.volens.projections.WireFixture.NOON;
import static eu.volens.projections.WireFixture.decided;
import static eu.volens.projections.WireFixture.received;
import static eu.volens.projections.WireFixture.step;
import static eu.volens.projections.WireFixture.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.wire.WireEvent.PolicyPublished;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFactsTest {

    private static final UUID ID = UUID.fromString("1e3f2a8c-0f5d-4c8e-9a55-0b6f6a1c7d21");
    private static final List<String> STEPS = List.of("acknowledged", "identity-asked", "identity-confirmed", "collection-started",
            "holder-asked", "holder-answered", "review-started", "approved", "package-prepared", "answer-sent", "delivered",
            "downloaded", "closed", "letter-sent", "letter-bounced", "message-joined", "attention-settled", "identity-doubted", "identity-question-put",
            "address-confirmed", "identity-judged", "identity-not-confirmed", "clarification-requested", "clarified", "extension-decided",
            "extended", "extension-lapsed", "reminded", "right-decided", "tasks-set", "task-done",
            "recipient-notified", "answer-wanted-again", "withdrawn", "merged", "reopened");
    private static final List<String> METHODS = List.of("accept-all", "refuse-all", "choose", "close");

    @Test
    void aDecisionIsToldWithWhatWasGivenAndWhatWasRefused() {
        AuditFacts facts = AuditFacts.of(Optional.of(decided(ID, List.of("analytics", "preferences"), List.of("marketing"), NOON)));
        assertThat(facts.summary()).isEqualTo("audit.consent.decided.choose");
        assertThat(facts.actor()).isEqualTo("person");
        assertThat(facts.facts()).containsEntry("given", "analytics, preferences").containsEntry("refused", "marketing")
                .containsEntry("policyVersion", "9f2c41d0").containsEntry("decidedAt", "2026-11-02T12:00:00Z");
    }

    @Test
    void aWithdrawalNamesItsPurposes() {
        AuditFacts facts = AuditFacts.of(Optional.of(withdrawn(ID, List.of("marketing"), NOON)));
        assertThat(facts.summary()).isEqualTo("audit.consent.withdrawn");
        assertThat(facts.facts()).containsEntry("purposes", "marketing");
    }

    @Test
    void aStepKeepsItsOwnFactsAndItsActor() {
        AuditFacts facts = AuditFacts.of(Optional.of(step(ID, "2026-00001", "holder-asked", "collecting", "system")));
        assertThat(facts.actor()).isEqualTo("system");
        assertThat(facts.facts()).containsEntry("holder", "consent-ledger").containsEntry("status", "collecting");
    }

    @Test
    void anUnknownTypeIsStillALineOfTheTrail() {
        assertThat(AuditFacts.of(Optional.empty())).isEqualTo(new AuditFacts(null, "audit.unknown-type", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "nl", "de"})
    void everySentenceExistsInEveryLanguage(String language) {
        ResourceBundle sentences = ResourceBundle.getBundle("projections.messages", Locale.of(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        assertThat(sentences.getLocale().getLanguage()).isEqualTo(language.equals("en") ? "" : language);
        assertThat(summaries()).allSatisfy(key -> assertThat(sentences.getString(key)).isNotBlank());
    }

    private static Stream<String> summaries() {
        return Stream.of(
                METHODS.stream().map(method -> "audit.consent.decided." + method),
                STEPS.stream().map(step -> AuditFacts.of(Optional.of(step(ID, "2026-00001", step, "collecting", "system"))).summary()),
                Stream.of("material", "editorial").map(change -> AuditFacts.of(Optional.of(new PolicyPublished("shop", "v2", change, NOON))).summary()),
                Stream.of(AuditFacts.of(Optional.of(withdrawn(ID, List.of("marketing"), NOON))).summary(),
                        AuditFacts.of(Optional.of(received(ID, "2026-00001", LocalDate.of(2026, 12, 2)))).summary(),
                        AuditFacts.of(Optional.empty()).summary()))
                .flatMap(keys -> keys);
    }
}
