package eu.volens.ledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.ledger.SharedLedger;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** More comes than the log can take, more than can be served at once, and a disk fails: who was told that it is recorded finds it recorded. */
class LogTroubleIT {

    private static final String CONSENTS = "SELECT count(*) FROM event_log WHERE type LIKE 'consent.%'";
    private static final String LOG_HELD = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    private static final int UNIT_EVENTS = 128;
    private static final String SITE = "https://www.itsme-id.com";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder = Path.of("");
    private RunningLedger ledger;
    private PostgresEventStorageEngine engine;

    private void start(String... settings) {
        ledger = new RunningLedger(folder, Clock.systemUTC(), settings);
        engine = ledger.bean(PostgresEventStorageEngine.class);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void whoFindsTheLogFullIsAskedToComeBackAndWhoWaitsIsRecorded() throws Exception {
        start();
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
    void whoComesTooManyIsAskedToComeBackUnreadAndWhoWaitsForATurnIsRecorded() throws Exception {
        start("volens.requests.at-once-max=3", "volens.requests.waiting-max=4", "volens.requests.waiting-millis-max=60000");
        List<String> decisions = IntStream.range(0, 20).mapToObj(it -> decision(UUID.randomUUID())).toList();
        List<Future<Answer>> answers;
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Connection holder = ledger.dataSource().getConnection(); Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("SELECT 1 FROM log_head FOR UPDATE");
                answers = decisions.stream().map(body -> visitors.submit(() -> ledger.postAsBackend("/api/consents", body, "Origin", SITE))).toList();
                await(() -> answers.stream().filter(Future::isDone).count() == 13);
                assertThat(answers.stream().filter(Future::isDone).map(Future::resultNow)).allSatisfy(LogTroubleIT::isAskedToComeBack);
                assertThat(ledger.get("/log/checkpoint").problem()).isEqualTo("try-again");
                assertThat(ledger.get("/preferences", "Accept-Language", "nl").status()).isEqualTo(503);
                assertThat(ledger.get("/preferences", "Accept-Language", "nl").header("Content-Type")).startsWith("text/html");
                assertThat(ledger.get("/actuator/health/liveness").status()).as("a platform hears that it lives").isEqualTo(200);
                holder.rollback();
            }
            for (Future<Answer> answer : answers) {
                answer.get();
            }
        }
        assertThat(answers.stream().map(answer -> answer.resultNow().status()).sorted().distinct()).containsExactly(201, 503);
        for (int i = 0; i < decisions.size(); i++) {
            String record = JSON.readTree(decisions.get(i)).get("idempotencyKey").asString();
            assertThat(ledger.get("/api/consents/" + record).status()).isEqualTo(answers.get(i).resultNow().status() == 201 ? 200 : 404);
        }
        assertThat(ask(CONSENTS)).isEqualTo(7);
        assertThat(decisions).allSatisfy(body -> assertThat(ledger.postAsBackend("/api/consents", body).status()).isEqualTo(201));
        assertThat(ask(CONSENTS)).as("who was recorded is not recorded twice").isEqualTo(decisions.size());
        whoSendsSlowlyKeepsNobodyWaiting();
    }

    /** With as many turns as above: three visitors send the beginning of a decision, and its end only when all others have been served. */
    private void whoSendsSlowlyKeepsNobodyWaiting() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            List<String> ends = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String body = decision(UUID.randomUUID());
                slow.add(new Socket("localhost", URI.create(ledger.address()).getPort()));
                write(slow.getLast(), "POST /api/consents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + RunningLedger.KEY + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 10));
                ends.add(body.substring(10));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(ledger.postAsBackend("/api/consents", decision(UUID.randomUUID())).status()).isEqualTo(201);
            }
            for (int i = 0; i < 3; i++) {
                write(slow.get(i), ends.get(i));
                assertThat(new String(slow.get(i).getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 201");
            }
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static void isAskedToComeBack(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("try-again");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("Access-Control-Allow-Origin")).as("a banner's page may read it").isEqualTo(SITE);
    }

    @Test
    void aFailedDiskIsSaidByHealthUntilARestart() throws Exception {
        start();
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
