package eu.volens.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.ledger.TestDatabase;
import eu.volens.eventstore.personal.Personal;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.Kept;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import eu.volens.ledger.consent.ConsentEvent.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shapes in which consents rest, frozen: golden files are added, never edited. */
class StoredConsentIT {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "stored");
    private static final String STREAM = "00000000-0000-4000-8000-000000000001";
    private static final UUID RECORD = UUID.fromString(STREAM);
    private static final String POLICY = "c099072d01e530ab6532e008863b63fb99fdceeafaacc7601a8e2f5e0d602122";
    private static final Snapshot SNAPSHOT = new Snapshot("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", Instant.parse("2026-03-02T08:00:00Z"));
    private static final Map<String, ConsentEvent> EVENTS = events();

    @TempDir
    private Path folder = Path.of("");
    private final DataSource database = TestDatabase.create();
    private @Nullable PostgresEventStorageEngine engine;

    private static Map<String, ConsentEvent> events() {
        var events = new LinkedHashMap<String, ConsentEvent>();
        events.put("consent.given/2", new ConsentGiven(RECORD, "itsme-id", "business", List.of("preferences", "functional"),
                List.of("analytics", "marketing"), POLICY, "fr", "second", "choose", SNAPSHOT, true, Instant.parse("2026-03-02T08:59:58.123Z"),
                Instant.parse("2026-03-02T09:00:00.123456Z"), Instant.parse("2027-03-02T09:00:00.123456Z"), key(2)));
        events.put("consent.refused/2", new ConsentRefused(RECORD, "itsme-id", "account", List.of(),
                List.of("preferences", "functional", "analytics", "marketing"), POLICY, "nl", "first", "close", null, false, null,
                Instant.parse("2026-03-02T09:00:00Z"), Instant.parse("2027-03-02T09:00:00Z"), key(3)));
        events.put("consent.withdrawn/2", new ConsentWithdrawn(RECORD, "itsme-id", "business", List.of("preferences"), POLICY, "de", false,
                Instant.parse("2026-04-02T08:59:59.5Z"), Instant.parse("2026-04-02T09:00:00Z"), Instant.parse("2027-04-02T09:00:00Z"), key(4)));
        events.put("consent.attested/1", new ForeignChoiceAttested(RECORD, "itsme-id", "business", List.of("functional"),
                List.of("preferences", "analytics", "marketing"), POLICY, "fr", "cookiebot", List.of("preferences"), 3, "be", false, null,
                Instant.parse("2026-01-02T09:00:00Z"), Instant.parse("2026-03-02T09:00:00Z"), Instant.parse("2027-01-02T09:00:00Z"), key(5)));
        events.put("consent.expired/1", new ConsentExpired(RECORD, "itsme-id", List.of("functional", "analytics"), Instant.parse("2027-03-02T09:00:00Z"),
                Instant.parse("2027-03-05T09:00:00Z")));
        events.put("consent.unlinked/1", new RecordUnlinked(RECORD, "customer", key(7), key(8), Instant.parse("2026-03-03T09:00:00Z")));
        personalEvents().keySet().forEach(it -> events.put(it instanceof EvidenceKept ? "consent.evidence-kept/1" : "consent.linked/1", it));
        return events;
    }

    /** With something personal, which rests sealed; and what they are once it is gone. */
    private static Map<ConsentEvent, ConsentEvent> personalEvents() {
        var person = RecordPerson.of(RECORD);
        var at = Instant.parse("2026-03-02T09:00:00Z");
        return Map.of(
                new EvidenceKept(RECORD, person, Personal.of(new Kept("phone", "192.0.2.0/24", null)), key(2), at),
                new EvidenceKept(RECORD, person, Personal.erased(), key(2), at),
                new RecordLinked(RECORD, person, "customer", Personal.of("4711"), key(7), at),
                new RecordLinked(RECORD, person, "customer", Personal.erased(), key(7), at));
    }

    private static ConsentEvent erased(ConsentEvent event) {
        return personalEvents().getOrDefault(event, event);
    }

    /** Written by earlier versions, and not any more. */
    private static Map<String, ConsentEvent> olderEvents() {
        var events = new LinkedHashMap<String, ConsentEvent>();
        events.put("consent.given/1", new ConsentGiven(RECORD, "itsme-id", "business", List.of("preferences", "functional"),
                List.of("analytics", "marketing"), POLICY, "fr", "second", "choose", null, null, null, Instant.parse("2026-03-02T09:00:00.123456Z"),
                Instant.parse("2027-03-02T09:00:00.123456Z"), key(2)));
        events.put("consent.refused/1", new ConsentRefused(RECORD, "itsme-id", "account", List.of(),
                List.of("preferences", "functional", "analytics", "marketing"), POLICY, "nl", "first", "close", null, null, null,
                Instant.parse("2026-03-02T09:00:00Z"), Instant.parse("2027-03-02T09:00:00Z"), key(3)));
        events.put("consent.withdrawn/1", new ConsentWithdrawn(RECORD, "itsme-id", "business", List.of("preferences"), POLICY, "de", null, null,
                Instant.parse("2026-04-02T09:00:00Z"), Instant.parse("2027-04-02T09:00:00Z"), key(4)));
        return events;
    }

    private static UUID key(int number) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(number));
    }

    @BeforeEach
    void openTheLog() throws IOException {
        Flyway.configure().dataSource(database).locations("classpath:db/eventstore").load().migrate();
        var random = new SecureRandom();
        var keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), random), random);
        engine = PostgresEventStorageEngine.start(database, ConsentEventTypes.all(), ConsentEventTypes.snapshots(), keys, random, Clock.systemUTC());
    }

    @AfterEach
    void closeTheLog() {
        log().close();
    }

    @Test
    void whatIsWrittenIsWhatTheGoldenFilesSay() {
        long sequence = 0;
        for (var event : EVENTS.values()) {
            log().appendEvents(List.of(new GenericDomainEventMessage<>("consent", STREAM, sequence++, event)));
        }

        var rows = JdbcClient.create(database).sql("SELECT type, open FROM event_log ORDER BY position")
                .query((row, number) -> Map.entry(row.getString("type"), row.getString("open"))).list();

        assertThat(rows).map(Map.Entry::getKey).containsExactlyElementsOf(EVENTS.keySet());
        assertThat(rows).allSatisfy(row -> assertThat(row.getValue()).as(row.getKey()).isEqualTo(golden(row.getKey())));
    }

    @Test
    void everyGoldenFileReadsAsItsEvent() throws IOException {
        int position = 0;
        var all = new LinkedHashMap<>(olderEvents());
        all.putAll(EVENTS);
        for (var type : all.keySet()) {
            JdbcClient.create(database).sql("""
                    INSERT INTO event_log (position, recorded_at, stream, sequence, type, open) VALUES (?, now(), ?, ?, ?, ?)""")
                    .params(position + 1, RECORD, position++, type, golden(type)).update();
        }

        assertThat(log().stream(STREAM)).map(event -> event.payload()).containsExactlyElementsOf(all.values().stream().map(StoredConsentIT::erased).toList());
        try (var files = Files.list(GOLDEN)) {
            assertThat(files).hasSize(all.size());
        }
    }

    /** A snapshot may be lost, but not silently, with every release: its shape is frozen too. */
    @Test
    void aSnapshotRestsAndReadsAsItsGoldenFileSays() throws IOException {
        var state = ConsentState.of(List.copyOf(EVENTS.values()));
        log().storeSnapshot(new GenericDomainEventMessage<>("consent", STREAM, 2, new ConsentRecordAggregate(ConsentSnapshot.of(state))));

        var golden = Files.readString(GOLDEN.resolveSibling("snapshot").resolve("consent.snapshot-2.json")).strip();
        var row = JdbcClient.create(database).sql("SELECT type || ' ' || state FROM aggregate_snapshot").query(String.class).single();
        assertThat(row).isEqualTo("consent.snapshot/2 " + golden);
        var read = (ConsentRecordAggregate) log().readSnapshot(STREAM).orElseThrow().getPayload();
        assertThat(read.snapshot()).isEqualTo(ConsentSnapshot.of(state));
    }

    private PostgresEventStorageEngine log() {
        return Objects.requireNonNull(engine);
    }

    private static String golden(String type) {
        try {
            return Files.readString(GOLDEN.resolve(type.replace('/', '-') + ".json")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
