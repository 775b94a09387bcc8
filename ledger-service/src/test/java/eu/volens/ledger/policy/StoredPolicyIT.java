package eu.volens.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.ledger.TestDatabase;
import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.RegisterFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shape in which a published policy rests, frozen: golden files are added, never edited. */
class StoredPolicyIT {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "policy");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aPublishedPolicyRestsAndReadsAsItsGoldenFilesSay() throws IOException {
        var published = Files.readString(GOLDEN.resolve("policy.published-1.json")).strip();
        var database = TestDatabase.create();
        Flyway.configure().dataSource(database).locations("classpath:db/eventstore").load().migrate();
        var random = new SecureRandom();
        var keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), random), random);
        var types = PolicyEventTypes.addTo(EventTypes.builder()).build();
        var rows = JdbcClient.create(database);
        try (var log = PostgresEventStorageEngine.start(database, types, keys, random, Clock.systemUTC())) {
            rows.sql("INSERT INTO event_log (position, recorded_at, stream, sequence, type, open) VALUES (1, now(), ?, 0, ?, ?)")
                    .params(PolicyFixture.STREAM, "policy.published/1", published).update();
            rows.sql("UPDATE log_head SET position = 1").update();

            var read = (PolicyPublished) log.stream(PolicyFixture.STREAM.toString()).getFirst().payload();

            assertThat(read.change()).isEqualTo("editorial");
            assertThat(read.proposed()).isEqualTo("material");
            assertThat(read.reason()).isEqualTo("The lifetime was always two years; the register said one.");
            assertThat(read.by()).isEqualTo("data protection officer");
            assertThat(read.publishedAt()).isEqualTo(Instant.parse("2026-03-02T09:00:00.123456Z"));
            var content = Files.readString(GOLDEN.resolve("content-1.json")).strip();
            assertThat(PublishedVersion.of(read).policy().content()).as("hashes to the version that the event names").isEqualTo(content);
            assertThat(FrozenPolicy.read(content).site().id()).isEqualTo(RegisterFixture.SITE);

            log.appendEvents(List.of(new GenericDomainEventMessage<>("policy", PolicyFixture.STREAM.toString(), 1, read)));
            assertThat(rows.sql("SELECT open FROM event_log WHERE position = 2").query(String.class).single()).isEqualTo(published);
        }
    }

    /** A policy is compared with older ones for as long as there are any: how content is written may not drift. */
    @Test
    void aPolicysContentIsWrittenAsItsGoldenFileSays() throws IOException {
        assertThat(RegisterFixture.policyOf(RegisterFixture.registerWith(List.of(RegisterFixture.tracker("crumb_count", "P2Y")))).content())
                .isEqualTo(Files.readString(GOLDEN.resolve("content-1.json")).strip());
    }
}
