package eu.volens.rights.door;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.door.ApiBodies.Agent;
import eu.volens.rights.door.ApiBodies.HandedIn;
import eu.volens.rights.door.ApiBodies.Person;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Right;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
    private static final List<String> LANGUAGES = List.of("fr", "nl");
    private static final Person LEA = new Person("L\u00e9a", "lea@example.org", null);

    @Test
    void theLeastIsAnAddressAndARight() {
        var read = new ApiRequest(body(List.of("withdrawal", "access"), LEA, null, null), LANGUAGES, NOW);

        assertThat(read.errors()).isEmpty();
        assertThat(read.receivedAt()).isEqualTo(NOW);
        assertThat(read.content(ZONE)).isEqualTo(new Submission.Content(List.of(Right.ACCESS, Right.WITHDRAWAL), "fr", "L\u00e9a", "lea@example.org", "", "",
                List.of(), Set.of()));
    }

    @Test
    void everyMemberAtFaultIsNamed() {
        var body = new HandedIn(List.of("access", "everything"), new Person("n".repeat(201), "nowhere", null), "en", "m".repeat(6_001),
                Stream.generate(UUID::randomUUID).limit(51).toList(), NOW.plusSeconds(1), new Agent(" ", null, "r".repeat(201)));

        assertThat(new ApiRequest(body, LANGUAGES, NOW).errors()).extracting(ApiRequest.Error::pointer).containsExactly("/person/mail", "/person/name",
                "/rights", "/message", "/language", "/consentRecords", "/receivedAt", "/agent/name", "/agent/mandate", "/agent/mandateReference");
    }

    @Test
    void aConsentRecordThatIsNullIsAFault() {
        var body = new HandedIn(List.of("access"), LEA, null, null, Collections.singletonList(null), null, null);

        assertThat(new ApiRequest(body, LANGUAGES, NOW).errors()).extracting(ApiRequest.Error::pointer).containsExactly("/consentRecords");
    }

    @Test
    void aRightNamedTwiceAndNothingAtAllAreFaults() {
        assertThat(new ApiRequest(body(List.of("access", "access"), LEA, null, null), LANGUAGES, NOW).errors()).extracting(ApiRequest.Error::pointer)
                .containsExactly("/rights");
        assertThat(new ApiRequest(body(List.of(), LEA, null, null), LANGUAGES, NOW).errors()).extracting(ApiRequest.Error::pointer).containsExactly("/message");
        assertThat(new ApiRequest(body(List.of("access"), null, null, null), LANGUAGES, NOW).errors()).extracting(ApiRequest.Error::pointer)
                .containsExactly("/person/mail");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-25, true", "2026-10-27, true", "2026-10-26, false", "2019-01-01, false", "2027-01-01, true"})
    void anAddressThatIsNewIsADoubtForAMonth(LocalDate since, boolean doubted) {
        var read = new ApiRequest(body(List.of("access"), new Person(null, "lea@example.org", since), null, null), LANGUAGES, NOW);

        assertThat(read.content(ZONE).doubts()).isEqualTo(doubted ? Set.of(Doubt.ADDRESS_CHANGED_LATELY) : Set.of());
    }

    @Test
    void anAgentIsNamedBelowThePersonsWordsAndDoubtedWithoutAMandate() {
        var with = new ApiRequest(body(List.of("access"), LEA, "All of it.", new Agent("Rights for All", true, "M-17")), LANGUAGES, NOW).content(ZONE);
        var without = new ApiRequest(body(List.of("access"), LEA, null, new Agent("Rights for All", false, null)), LANGUAGES, NOW).content(ZONE);

        assertThat(with.message()).isEqualTo("All of it.\n\n\u2014 Rights for All (M-17)");
        assertThat(with.doubts()).isEmpty();
        assertThat(without.message()).isEqualTo("\u2014 Rights for All");
        assertThat(without.doubts()).containsExactly(Doubt.NO_MANDATE);
        assertThat(without.address()).as("the person is written to, not the agent").isEqualTo("lea@example.org");
    }

    private static HandedIn body(List<String> rights, @Nullable Person person, @Nullable String message, @Nullable Agent agent) {
        return new HandedIn(rights, person, null, message, null, null, agent);
    }
}
