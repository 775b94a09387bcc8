package eu.volens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.transport.ReaderTransaction;
import eu.volens.wire.Topics;
import eu.volens.wire.WireEvent;
import eu.volens.wire.json.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The whole road of a consent: HTTP, command, aggregate, events in PostgreSQL, and what the other services hear; across a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentRoadIT {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00.123456Z");
    private static final String ALL = "\"preferences\",\"functional\",\"analytics\",\"marketing\"";
    private static final List<String> ALL_PURPOSES = List.of("preferences", "functional", "analytics", "marketing");

    private final SettableClock clock = new SettableClock(MONDAY);
    private final RunningLedger ledger;
    private final String version;
    private final Path masterKey;

    ConsentRoadIT(@TempDir Path folder) {
        ledger = new RunningLedger(folder, clock);
        masterKey = folder.resolve("master.key");
        version = ledger.get("/api/sites/itsme-id/areas/business/banner").json().get("policyVersion").asString();
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @Test
    void aVisitorAcceptsChangesTheirMindAndWithdraws() {
        var record = UUID.randomUUID();
        var accepted = ledger.post("/api/consents", decision(record, "business", ALL, "", "accept-all", UUID.randomUUID()));

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
        assertThat(accepted.header("Location")).isEqualTo("/api/consents/" + record);
        assertThat(accepted.header("Cache-Control")).isEqualTo("no-store");
        assertThat(accepted.header("Content-Length")).as("sent whole").isEqualTo(Integer.toString(accepted.text().length()));
        assertThat(accepted.json().get("status").asString()).isEqualTo("given");
        assertThat(strings(accepted.json().get("given"))).containsExactlyElementsOf(ALL_PURPOSES);
        var decidedAt = Instant.parse(accepted.json().get("decidedAt").asString());
        assertThat(decidedAt).isEqualTo(clock.instant());
        assertThat(Instant.parse(accepted.json().get("expiresAt").asString())).isEqualTo(decidedAt.plus(Duration.ofDays(365)));

        clock.advance(Duration.ofHours(1));
        var chosen = ledger.post("/api/consents", decision(record, "account", "\"functional\"", "\"preferences\",\"analytics\",\"marketing\"",
                "choose", UUID.randomUUID()));
        assertThat(chosen.json().get("status").asString()).isEqualTo("partial");

        clock.advance(Duration.ofHours(1));
        var withdrawn = ledger.post("/api/consents/" + record + "/withdrawal", withdrawal(UUID.randomUUID()));
        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(withdrawn.json().get("status").asString()).isEqualTo("refused");
        assertThat(strings(withdrawn.json().get("refused"))).containsExactlyInAnyOrderElementsOf(ALL_PURPOSES);

        var read = ledger.get("/api/consents/" + record);
        assertThat(read.status()).isEqualTo(200);
        assertThat(history(read)).containsExactly("given", "withdrawn", "given", "withdrawn");
        assertThat(statuses(read)).isEqualTo(Map.of("preferences", "refused", "functional", "withdrawn", "analytics", "refused",
                "marketing", "refused"));
        assertThat(strings(read.json().get("history").get(1).get("withdrawn"))).containsExactly("preferences", "analytics", "marketing");
    }

    @Test
    void whatRestsBearsOurTypeNamesAndNoClassName() {
        var record = UUID.randomUUID();
        ledger.post("/api/consents", decision(record, "business", ALL, "", "accept-all", UUID.randomUUID()));
        ledger.post("/api/consents", decision(record, "business", "", ALL, "refuse-all", UUID.randomUUID()));

        var database = JdbcClient.create(ledger.dataSource());
        assertThat(database.sql("SELECT type FROM ledger.event_log WHERE stream = ? ORDER BY sequence").param(record).query(String.class).list())
                .containsExactly("consent.given/2", "consent.withdrawn/2", "consent.refused/2");
        assertThat(database.sql("SELECT count(*) FROM ledger.event_log e WHERE e::text ~* 'eu\\.volens|java\\.|class'").query(Long.class).single())
                .isZero();
        assertThat(database.sql("SELECT count(*) FROM ledger.event_log").query(Long.class).single())
                .isEqualTo(database.sql("SELECT max(position) FROM ledger.event_log").query(Long.class).single());
        assertThat(database.sql("SELECT type FROM ledger.event_log WHERE open::jsonb ->> 'version' = ?").param(version).query(String.class).list())
                .containsExactly("policy.published/1");
    }

    @Test
    void theSameKeyAgainGetsTheSameAnswerAndRecordsNothingAlsoAfterARestart() {
        var key = UUID.randomUUID();
        var body = decision(null, "business", "\"functional\"", "\"preferences\",\"analytics\",\"marketing\"", "choose", key);
        var first = ledger.post("/api/consents", body);
        var record = first.json().get("record").asString();
        assertThat(first.status()).isEqualTo(201);

        clock.advance(Duration.ofMinutes(5));
        assertThat(ledger.post("/api/consents", body).json()).isEqualTo(first.json());

        ledger.restart();
        clock.advance(Duration.ofMinutes(5));
        var afterRestart = ledger.post("/api/consents", body);
        assertThat(afterRestart.status()).isEqualTo(201);
        assertThat(afterRestart.json()).isEqualTo(first.json());
        assertThat(history(ledger.get("/api/consents/" + record))).containsExactly("given");

        var withdrawn = ledger.post("/api/consents/" + record + "/withdrawal", withdrawal(UUID.randomUUID()));
        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(history(ledger.get("/api/consents/" + record))).containsExactly("given", "withdrawn");
    }

    @Test
    void theMasterKeyIsThereFromTheFirstStartAndOnlyItsOwnerMayReadIt() throws Exception {
        assertThat(masterKey).isNotEmptyFile();
        assertThat(Files.getPosixFilePermissions(masterKey)).allMatch(permission -> permission.name().startsWith("OWNER"));
    }

    @Test
    void expiryIsJudgedWhenTheRecordIsRead() {
        var record = UUID.randomUUID();
        ledger.post("/api/consents", decision(record, "business", ALL, "", "accept-all", UUID.randomUUID()));

        clock.advance(Duration.ofDays(365).minusNanos(1000));
        assertThat(ledger.get("/api/consents/" + record).json().get("status").asString()).isEqualTo("given");
        clock.advance(Duration.ofNanos(1000));
        var expired = ledger.get("/api/consents/" + record);
        assertThat(expired.json().get("status").asString()).isEqualTo("expired");
        assertThat(strings(expired.json().get("given"))).isEmpty();
        assertThat(statuses(expired).values()).containsOnly("expired");
    }

    @Test
    void manyVisitorsAtOnceAndOneRecordFromManyPlacesAtOnceAllGetAnAnswer() throws Exception {
        var shared = UUID.randomUUID();
        try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> own = () -> ledger.post("/api/consents",
                    decision(UUID.randomUUID(), "business", ALL, "", "accept-all", UUID.randomUUID())).status();
            Callable<Integer> together = () -> ledger.post("/api/consents",
                    decision(shared, "business", ALL, "", "accept-all", UUID.randomUUID())).status();
            var answers = visitors.invokeAll(Stream.concat(Collections.nCopies(60, own).stream(),
                    Collections.nCopies(20, together).stream()).toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(history(ledger.get("/api/consents/" + shared))).hasSize(20).containsOnly("given");
    }

    @Test
    void twoInstancesOnOneLogDecideOneAfterTheOther() throws Exception {
        var record = UUID.randomUUID();
        try (var other = ledger.another(); var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = visitors.invokeAll(Stream.of(ledger, other, ledger, other, ledger, other).map(instance -> (Callable<Answer>) () ->
                    instance.post("/api/consents", decision(record, "business", ALL, "", "accept-all", UUID.randomUUID()))).toList());
            for (var answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isIn(201, 503);
            }
            var recorded = answers.stream().filter(answer -> answer.resultNow().status() == 201).count();
            assertThat(recorded).isPositive();
            assertThat(history(other.get("/api/consents/" + record))).hasSize((int) recorded);
            assertThat(history(ledger.get("/api/consents/" + record))).hasSize((int) recorded);
        }
    }

    @Test
    void whileTheLogCannotBeWrittenNothingIsAcknowledgedAndTheRetryIsRecordedOnce() {
        var database = JdbcClient.create(ledger.dataSource());
        var body = decision(null, "business", ALL, "", "accept-all", UUID.randomUUID());
        database.sql("""
                CREATE FUNCTION ledger.full_disk() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'no space left'; END$$""").update();
        database.sql("CREATE TRIGGER full_disk BEFORE INSERT ON ledger.event_log EXECUTE FUNCTION ledger.full_disk()").update();

        var refused = ledger.post("/api/consents", body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("try-again");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.text()).doesNotContain("space", "SQL");

        database.sql("DROP TRIGGER full_disk ON ledger.event_log").update();
        database.sql("DROP FUNCTION ledger.full_disk()").update();
        var recorded = ledger.post("/api/consents", body);
        assertThat(recorded.status()).as(recorded.text()).isEqualTo(201);
        assertThat(history(ledger.get("/api/consents/" + recorded.json().get("record").asString()))).containsExactly("given");
    }

    @Test
    void theOtherServicesHearOfEveryDecisionInOrder() throws Exception {
        var record = UUID.randomUUID();
        var heard = new CopyOnWriteArrayList<WireEvent>();
        try (var listening = ledger.transport().subscribe("road", Set.of(Topics.LEDGER), ReaderTransaction.of(ledger.dataSource()),
                (batch, connection) -> batch.stream().filter(it -> it.stream().equals(record.toString()))
                        .forEach(it -> heard.add(WireJson.read(it.type(), it.body()).orElseThrow())))) {
            ledger.post("/api/consents", decision(record, "business", ALL, "", "accept-all", UUID.randomUUID()));
            ledger.post("/api/consents", decision(record, "business", "", ALL, "refuse-all", UUID.randomUUID()));
            for (int i = 0; i < 400 && heard.size() < 3; i++) {
                Thread.sleep(25);
            }
        }
        assertThat(heard).hasSize(3);
        assertThat(heard.get(0)).isInstanceOfSatisfying(WireEvent.ConsentDecided.class, it -> assertThat(it.given()).isEqualTo(ALL_PURPOSES));
        assertThat(heard.get(1)).isInstanceOfSatisfying(WireEvent.ConsentWithdrawn.class, it -> assertThat(it.purposes()).isEqualTo(ALL_PURPOSES));
        assertThat(heard.get(2)).isInstanceOfSatisfying(WireEvent.ConsentDecided.class, it -> assertThat(it.refused()).isEqualTo(ALL_PURPOSES));
    }

    private String decision(@Nullable UUID record, String area, String given, String refused, String method, UUID key) {
        return """
                {%s "site": "itsme-id", "area": "%s", "policyVersion": "%s", "language": "fr", "layer": "first", "method": "%s",
                 "given": [%s], "refused": [%s], "snapshot": %s, "idempotencyKey": "%s"}
                """.formatted(record == null ? "" : "\"record\": \"" + record + "\",", area, version, method, given, refused,
                ledger.snapshot("itsme-id", area, "fr"), key);
    }

    private static String withdrawal(UUID key) {
        return """
                {"site": "itsme-id", "area": "business", "language": "fr", "idempotencyKey": "%s"}""".formatted(key);
    }

    private static List<String> history(Answer answer) {
        return answer.json().get("history").valueStream().map(entry -> entry.get("type").asString()).toList();
    }

    private static Map<String, String> statuses(Answer answer) {
        return answer.json().get("purposes").valueStream().collect(Collectors.toMap(
                purpose -> purpose.get("purpose").asString(), purpose -> purpose.get("status").asString()));
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
