package eu.volens.ledger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldLifted;
import eu.volens.eventstore.erasure.PersonEvent.PersonErased;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import eu.volens.transport.WireFeed.Page;
import eu.volens.wire.Topics;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireRecord;
import eu.volens.wire.json.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerFeedTest {

    private static final UUID RECORD = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID KEY = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00.123456Z");
    private static final Instant LATER = Instant.parse("2027-03-02T09:00:00.123456Z");

    private final List<Record> events = List.of(
            new ConsentGiven(RECORD, "shop", "counter", List.of("taste"), List.of("crumbs"), "v1", "en", "second", "choose", null, false, null, AT, LATER,
                    KEY),
            new ConsentWithdrawn(RECORD, "shop", "counter", List.of("taste"), "v1", "en", false, null, AT, LATER, KEY),
            new ConsentRefused(RECORD, "shop", "counter", List.of(), List.of("taste", "crumbs"), "v1", "en", "first", "close", null, false, null, AT, LATER,
                    KEY));

    @Test
    void everyConsentEventIsToldAndItsIdempotencyKeyIsNot() {
        var page = new LedgerFeed(new MemoryLog(events)).read(0, 10);

        assertThat(page.records()).map(LedgerFeedTest::read).containsExactly(
                new WireEvent.ConsentDecided(RECORD, "shop", "counter", List.of("taste"), List.of("crumbs"), "v1", "en", "second", "choose", AT, LATER),
                new WireEvent.ConsentWithdrawn(RECORD, "shop", "counter", List.of("taste"), "v1", AT, LATER),
                new WireEvent.ConsentDecided(RECORD, "shop", "counter", List.of(), List.of("taste", "crumbs"), "v1", "en", "first", "close", AT, LATER));
        assertThat(page.records()).allSatisfy(record -> assertThat(new String(record.body())).doesNotContain(KEY.toString()));
    }

    @Test
    void positionsAndStreamsAreThoseOfTheLog() {
        var page = new LedgerFeed(new MemoryLog(events)).read(1, 1);

        assertThat(page.upTo()).isEqualTo(2);
        assertThat(page.records()).singleElement().satisfies(record -> {
            assertThat(record.position()).isEqualTo(2);
            assertThat(record.topic()).isEqualTo(Topics.LEDGER);
            assertThat(record.stream()).isEqualTo(RECORD.toString());
            assertThat(record.type()).isEqualTo("consent.withdrawn/1");
            assertThat(record.recordedAt()).isEqualTo(AT);
        });
    }

    @Test
    void whatBecameOfAPersonIsToldToNobodyAndHoldsUpNothing() {
        var person = new PersonId(RECORD);
        var log = new MemoryLog(List.of(new LegalHoldLifted(person, KEY, "dpo", AT), events.get(1),
                new PersonErased(person, KEY, null, "dpo", List.of(), false, AT)));

        var page = new LedgerFeed(log).read(0, 10);

        assertThat(page.records()).map(WireRecord::position).containsExactly(2L);
        assertThat(page.upTo()).isEqualTo(3);
        assertThat(new LedgerFeed(log).read(2, 1)).isEqualTo(new Page(List.of(), 3));
    }

    @Test
    void aPolicyThatComesIntoForceIsToldWithoutItsContent() {
        var log = new MemoryLog(List.of(new PolicyPublished(RECORD, "shop", "v2", "v1", "material", "material", "new partners", "dpo", "packed", AT)));

        var told = new LedgerFeed(log).read(0, 10).records();

        assertThat(told).singleElement().satisfies(record -> {
            assertThat(record.type()).isEqualTo("policy.published/1");
            assertThat(read(record)).isEqualTo(new WireEvent.PolicyPublished("shop", "v2", "material", AT));
        });
    }

    @Test
    void anEmptyStretchMovesNothing() {
        assertThat(new LedgerFeed(new MemoryLog(events)).read(3, 10)).isEqualTo(new Page(List.of(), 3));
    }

    private static WireEvent read(WireRecord record) {
        return WireJson.read(record.type(), record.body()).orElseThrow();
    }

    /** A log of a few events. */
    private record MemoryLog(List<? extends Record> events) implements EventLog {

        @Override
        public List<RecordedEvent> read(long after, int max) {
            return IntStream.range((int) after, Math.min(events.size(), (int) after + max))
                    .mapToObj(at -> new RecordedEvent(at + 1, RECORD.toString(), at, "stored", AT, events.get(at))).toList();
        }

        @Override
        public List<RecordedEvent> stream(String stream) {
            return read(0, events.size());
        }

        @Override
        public long head() {
            return events.size();
        }

        @Override
        public void onGrowth(Runnable wake) {
            // This log does not grow.
        }
    }
}
