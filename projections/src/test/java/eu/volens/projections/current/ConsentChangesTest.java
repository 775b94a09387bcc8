package eu.volens.projections.current;

import static eu.volens.projections.WireFixture.NOON;
import static eu.volens.projections.WireFixture.decided;
import static eu.volens.projections.WireFixture.received;
import static eu.volens.projections.WireFixture.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.volens.projections.NaiveReading;
import eu.volens.projections.RandomConsents;
import eu.volens.projections.WireFixture;
import eu.volens.projections.feed.Arrival;
import eu.volens.wire.WireEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentChangesTest {

    private static final UUID RECORD = UUID.fromString("1e3f2a8c-0f5d-4c8e-9a55-0b6f6a1c7d21");

    @Test
    void aDecisionSpeaksOfEveryPurposeThatWasAsked() {
        assertThat(changes(decided(RECORD, List.of("analytics"), List.of("marketing"), NOON)))
                .extracting(CurrentConsent::purpose, CurrentConsent::choice)
                .containsExactly(tuple("analytics", Choice.GIVEN), tuple("marketing", Choice.REFUSED));
    }

    @Test
    void inOneBatchTheLaterEventOverrulesTheEarlier() {
        assertThat(changes(decided(RECORD, List.of("analytics", "marketing"), List.of(), NOON),
                withdrawn(RECORD, List.of("marketing"), NOON.plusSeconds(5))))
                .extracting(CurrentConsent::purpose, CurrentConsent::choice, CurrentConsent::position)
                .containsExactly(tuple("analytics", Choice.GIVEN, 1L), tuple("marketing", Choice.WITHDRAWN, 2L));
    }

    @Test
    void aWithdrawalIsAskedAboutAgainAsLateAsAnyChoice() {
        assertThat(changes(withdrawn(RECORD, List.of("marketing"), NOON))).singleElement()
                .satisfies(row -> assertThat(row.expiresAt()).isEqualTo(NOON.plus(WireFixture.LIFETIME)));
    }

    @Test
    void thatAChoiceRanOutChangesNothingThatItsExpiryDidNotSay() {
        assertThat(changes(new WireEvent.ConsentExpired(RECORD, WireFixture.SITE, List.of("marketing"), NOON))).isEmpty();
    }

    @Test
    void requestsChangeNoConsent() {
        assertThat(changes(received(RECORD, "2026-00001", LocalDate.of(2026, 12, 2)))).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987})
    void anySequenceGivesTheAnswerOfANaiveReading(long seed) {
        Random random = new Random(seed);
        RandomConsents consents = new RandomConsents(random);
        List<WireEvent> events = new ArrayList<>();
        Map<CurrentConsent.Key, CurrentConsent> table = new HashMap<>();
        while (events.size() < 60) {
            List<Arrival> batch = new ArrayList<>();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                WireEvent event = consents.next();
                events.add(event);
                batch.add(Arrival.of(WireFixture.record(event, events.size())));
            }
            ConsentChanges.of(batch).forEach(row -> table.put(row.key(), row));
            compare(table, events, consents, consents.someInstant(events));
        }
    }

    private static void compare(Map<CurrentConsent.Key, CurrentConsent> table, List<WireEvent> events, RandomConsents consents,
            Instant now) {
        for (UUID record : consents.records()) {
            for (String site : RandomConsents.SITES) {
                boolean known = table.keySet().stream().anyMatch(key -> key.record().equals(record) && key.site().equals(site));
                for (String purpose : RandomConsents.PURPOSES) {
                    CurrentConsent last = table.get(new CurrentConsent.Key(record, site, purpose));
                    Permission answer = PermissionDecisions.decide(purpose, last == null ? null : new LastChoice(last, false), known, now);
                    String expected = NaiveReading.reason(events, record, site, purpose, now);
                    assertThat(answer.reason().id()).as("%s at %s after %d events", purpose, now, events.size()).isEqualTo(expected);
                    assertThat(answer.allowed()).isEqualTo(NaiveReading.allowed(expected));
                }
            }
        }
    }

    private static List<CurrentConsent> changes(WireEvent... events) {
        List<Arrival> batch = new ArrayList<>();
        for (WireEvent event : events) {
            batch.add(Arrival.of(WireFixture.record(event, batch.size() + 1)));
        }
        return List.copyOf(ConsentChanges.of(batch));
    }
}
