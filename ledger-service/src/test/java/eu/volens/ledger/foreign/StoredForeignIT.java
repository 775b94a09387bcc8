package eu.volens.ledger.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.ledger.TestDatabase;
import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shape in which foreign evidence rests, frozen. */
class StoredForeignIT {

    private static final UUID STREAM = UUID.fromString("00000000-0000-3000-8000-000000000001");

    @Test
    void anImportedRowRestsAndReadsAsItsGoldenFileSays(@TempDir Path folder) throws IOException {
        var golden = Files.readString(Path.of("src", "test", "resources", "golden", "foreign", "foreign-consent.imported-1.json")).strip();
        var event = new ForeignConsentImported(STREAM, "shop", "cookiebot", "Zm9yZWlnbg==", Instant.parse("2025-11-30T09:12:03Z"),
                List.of("necessary", "statistics"), List.of("analytics"), List.of("marketing"), "v1", "a".repeat(64), 2,
                Instant.parse("2026-03-02T09:00:00.123456Z"));
        var database = TestDatabase.create();
        Flyway.configure().dataSource(database).locations("classpath:db/eventstore").load().migrate();
        var random = new SecureRandom();
        var keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), random), random);
        try (var log = PostgresEventStorageEngine.start(database, ForeignEventTypes.addTo(EventTypes.builder()).build(), keys, random, Clock.systemUTC())) {
            log.appendEvents(List.of(new GenericDomainEventMessage<>("foreign", STREAM.toString(), 0, event)));

            var row = JdbcClient.create(database).sql("SELECT type, open FROM event_log").query((rows, i) -> rows.getString(1) + " " + rows.getString(2));
            assertThat(row.single()).isEqualTo("foreign-consent.imported/1 " + golden);
            assertThat(log.stream(STREAM.toString()).getFirst().payload()).isEqualTo(event);
        }
    }
}
