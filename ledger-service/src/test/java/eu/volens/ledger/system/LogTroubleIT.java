package eu.volens.ledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.ledger.SharedLedger;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** More comes than the log can take, and a disk fails: who was told that it is recorded finds it recorded. */
class LogTroubleIT {

    private static final String CONSENTS = "SELECT count(*) FROM event_log WHERE type LIKE 'consent.%'";
    private static final String LOG_HELD = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    private static final int UNIT_EVENTS = 128;

    @TempDir
    private Path folder = Path.of("");
    private RunningLedger ledger;
    private PostgresEventStorageEngine engine;

    @BeforeEach
    void start() {
        ledger = new RunningLedger(folder, Clock.systemUTC());
        engine = ledger.bean(PostgresEventStorageEngine.class);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void whoFindsTheLogFullIsAskedToComeBackAndWhoWaitsIsRecorded() throws Exception {
        List<String> decisions = IntStream.range(0, 50).mapToObj(it -> decision(UUID.randomUUID())).toList();
        int recorded = 0;
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> accepted = new ArrayList<>();
            try (Connection holder = ledger.dataSource().getConnection(); Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("SELECT 1 FROM log_head FOR UPDATE");
                accepted.add(visitors.submit(() -> engine.appendEvents(unit(1))));
                await(() -> ask(LOG_HELD) == 1);
                while (engine.waitingEvents() < 8_192) {
                    int before = engine.waitingEvents();
                    accepted.add(visitors.submit(() -> engine.appendEvents(unit(UNIT_EVENTS))));
                    await(() -> engine.waitingEvents() == before + UNIT_EVENTS);
                }
                List<Future<Answer>> refused = decisions.stream().map(body -> visitors.submit(() -> ledger.postAsBackend("/api/consents", body))).toList();
                for (Future<Answer> answer : refused) {
                    assertThat(answer.get().status()).isEqualTo(503);
                    assertThat(answer.get().problem()).isEqualTo("try-again");
                    assertThat(answer.get().header("Retry-After")).isEqualTo("1");
                }
                assertThat(writer().getDetails()).containsEntry("waitingEvents", 8_192);
                holder.rollback();
            }
            for (Future<?> command : accepted) {
                command.get();
            }
            recorded = 1 + 8_192;
        }
        assertThat(ask(CONSENTS)).isEqualTo(recorded);
        assertThat(decisions).allSatisfy(body -> assertThat(ledger.postAsBackend("/api/consents", body).status()).isEqualTo(201));
        assertThat(ask(CONSENTS)).isEqualTo(recorded + decisions.size());
        assertThat(ask("SELECT max(position) FROM event_log")).as("no gap").isEqualTo(ask("SELECT count(*) FROM event_log"));
    }

    @Test
    void aFailedDiskIsSaidByHealthUntilARestart() throws Exception {
        UUID before = UUID.randomUUID();
        assertThat(ledger.postAsBackend("/api/consents", decision(before)).status()).isEqualTo(201);
        JdbcClient database = JdbcClient.create(ledger.dataSource());
        database.sql("""
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'could not fsync' USING ERRCODE = '58030'; END $$""").update();
        database.sql("CREATE TRIGGER disk BEFORE INSERT ON event_log EXECUTE FUNCTION fail()").update();
        String after = decision(UUID.randomUUID());
        assertThat(ledger.postAsBackend("/api/consents", after).problem()).isEqualTo("try-again");
        await(() -> engine.stopped().isPresent());
        database.sql("DROP TRIGGER disk ON event_log").update();

        assertThat(ledger.postAsBackend("/api/consents", after).status()).isEqualTo(503);
        assertThat(ledger.get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(ledger.get("/actuator/health/liveness").status()).isEqualTo(503);
        assertThat(writer().getDetails().get("reason").toString()).contains("disk failed");
        assertThat(ledger.get("/api/consents/" + before).status()).as("reading goes on").isEqualTo(200);

        ledger.restart();
        assertThat(ledger.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(ledger.postAsBackend("/api/consents", after).status()).isEqualTo(201);
    }

    private static List<GenericDomainEventMessage<?>> unit(int events) {
        List<GenericDomainEventMessage<?>> unit = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            UUID record = UUID.randomUUID();
            unit.add(new GenericDomainEventMessage<>("consent", record.toString(), 0, new ConsentGiven(record, "itsme-id", "business",
                    List.of("marketing"), List.of(), "0".repeat(64), "fr", "second", "choose", null, false, null, Instant.EPOCH,
                    Instant.EPOCH, record)));
        }
        return unit;
    }

    private String decision(UUID key) {
        String policy = ledger.get("/api/sites/itsme-id/areas/business/banner").json().get("policyVersion").asString();
        return SharedLedger.decision("business", "\"preferences\",\"functional\",\"analytics\",\"marketing\"", "", "choose", policy, key);
    }

    private Health writer() {
        return ledger.bean("writer", HealthIndicator.class).health();
    }

    private long ask(String sql) {
        return JdbcClient.create(ledger.dataSource()).sql(sql).query(Long.class).single();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int looks = 0; looks < 3_000 && !condition.getAsBoolean(); looks++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
