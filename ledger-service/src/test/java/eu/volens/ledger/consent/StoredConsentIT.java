package eu.volens.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.ledger.TestDatabase;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
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
    private static final Map<String, ConsentEvent> EVENTS = events();

    @TempDir
    private Path folder = Path.of("");
    private final DataSource database = TestDatabase.create();
    private @Nullable PostgresEventStorageEngine engine;

    private static Map<String, ConsentEvent> events() {
        var events = new LinkedHashMap<String, ConsentEvent>();
        events.put("consent.given/1", new ConsentGiven(RECORD, "itsme-id", "business", List.of("preferences", "functional"),
                List.of("analytics", "marketing"), POLICY, "fr", "second", "choose", Instant.parse("2026-03-02T09:00:00.123456Z"),
                Instant.parse("2027-03-02T09:00:00.123456Z"), UUID.fromString("00000000-0000-4000-8000-000000000002")));
        events.put("consent.refused/1", new ConsentRefused(RECORD, "itsme-id", "account", List.of(),
                List.of("preferences", "functional", "analytics", "marketing"), POLICY, "nl", "first", "close",
                Instant.parse("2026-03-02T09:00:00Z"), Instant.parse("2027-03-02T09:00:00Z"),
                UUID.fromString("00000000-0000-4000-8000-000000000003")));
        events.put("consent.withdrawn/1", new ConsentWithdrawn(RECORD, "itsme-id", "business", List.of("preferences"), POLICY, "de",
                Instant.parse("2026-04-02T09:00:00Z"), Instant.parse("2027-04-02T09:00:00Z"),
                UUID.fromString("00000000-0000-4000-8000-000000000004")));
        return events;
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
        for (var type : EVENTS.keySet()) {
            JdbcClient.create(database).sql("""
                    INSERT INTO event_log (position, recorded_at, stream, sequence, type, open) VALUES (?, now(), ?, ?, ?, ?)""")
                    .params(position + 1, RECORD, position++, type, golden(type)).update();
        }

        assertThat(log().stream(STREAM)).map(event -> event.payload()).containsExactlyElementsOf(List.copyOf(EVENTS.values()));
        try (var files = Files.list(GOLDEN)) {
            assertThat(files).hasSize(EVENTS.size());
        }
    }

    /** A snapshot may be lost, but not silently, with every release: its shape is frozen too. */
    @Test
    void aSnapshotRestsAndReadsAsItsGoldenFileSays() throws IOException {
        var state = ConsentState.of(List.copyOf(EVENTS.values()));
        log().storeSnapshot(new GenericDomainEventMessage<>("consent", STREAM, 2, new ConsentRecordAggregate(ConsentSnapshot.of(state))));

        var golden = Files.readString(GOLDEN.resolveSibling("snapshot").resolve("consent.snapshot-1.json")).strip();
        var row = JdbcClient.create(database).sql("SELECT type || ' ' || state FROM aggregate_snapshot").query(String.class).single();
        assertThat(row).isEqualTo("consent.snapshot/1 " + golden);
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
