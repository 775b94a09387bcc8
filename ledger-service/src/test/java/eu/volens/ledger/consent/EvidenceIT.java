package eu.volens.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.erasure.Erasure;
import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.ledger.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a record keeps of the person behind it, and what is left when they are forgotten; what it said at any time; what was said elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceIT {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ALL = "\"preferences\",\"functional\",\"analytics\",\"marketing\"";
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";

    private final SettableClock clock = new SettableClock(MONDAY);
    private final RunningLedger ledger;
    private final String version;
    private final JdbcClient database;

    EvidenceIT(@TempDir Path folder) {
        ledger = new RunningLedger(folder, clock, "volens.evidence=coarse");
        version = ledger.get("/api/sites/itsme-id/areas/business/banner").json().get("policyVersion").asString();
        database = JdbcClient.create(ledger.dataSource());
    }

    @AfterAll
    void stop() {
        ledger.close();
    }

    @Test
    void fromWhereAChoiceCameIsKeptCoarselyAndSealedUntilItsPersonIsErased() {
        var body = decision(ALL, "", "accept-all", "");
        var first = ledger.post("/api/consents", body, "User-Agent", PHONE);
        var record = record(first);
        assertThat(history(record, "evidence-kept").get("evidence").toString()).isEqualTo("""
                {"erased":false,"device":"phone","network":"127.0.0.0/24"}""");
        assertThat(open(record)).doesNotContain("127.0.0", "phone");

        ledger.bean(Erasure.class).erase(RecordPerson.of(UUID.fromString(record)), null, "test");
        assertThat(history(record, "evidence-kept").get("evidence").toString()).isEqualTo("{\"erased\":true}");
        assertThat(ledger.get("/api/consents/" + record).json().get("status").asString()).isEqualTo("given");

        assertThat(ledger.post("/api/consents", body, "User-Agent", PHONE).json()).as("a retry after all").isEqualTo(first.json());
        var together = ledger.post("/api/consents/batch", "{\"decisions\": [" + body + "]}", "User-Agent", PHONE);
        assertThat(together.json().at("/answers/0/receipt")).as("and in a batch").isEqualTo(first.json());
        var withdrawn = ledger.post("/api/consents/" + record + "/withdrawal", withdrawal(), "User-Agent", PHONE);
        assertThat(withdrawn.status()).as("whoever was erased keeps the right to choose").isEqualTo(200);
        assertThat(types(record)).containsExactly("given", "evidence-kept", "withdrawn");
        assertThat(link(record, "4711", UUID.randomUUID()).problem()).isEqualTo("person-erased");
    }

    @Test
    void aRecordIsLinkedByABackendOnlyAndTheLinkGoesWithThePerson() {
        var record = record(decide(ALL, "", "accept-all", ""));
        var body = "{\"kind\": \"mail\", \"value\": \"ada@example.eu\", \"idempotencyKey\": \"" + UUID.randomUUID() + "\"}";
        assertThat(ledger.post("/api/consents/" + record + "/link", body).problem()).isEqualTo("no-token");

        var key = UUID.randomUUID();
        assertThat(link(record, "4711", key).status()).isEqualTo(200);
        assertThat(link(record, "4711", key).status()).isEqualTo(200);
        assertThat(types(record)).containsExactly("given", "evidence-kept", "linked");
        assertThat(open(record)).doesNotContain("4711");
        assertThat(ledger.get("/api/consents/" + record).text()).doesNotContain("4711").contains("\"link\":\"customer\"");

        assertThat(ledger.get("/api/consents/" + record + "/links", "Authorization", "Bearer " + RunningLedger.KEY).text())
                .isEqualTo("{\"customer\":\"4711\"}");
        assertThat(ledger.get("/api/consents/" + record + "/links").problem()).isEqualTo("no-token");

        var unlinking = "{\"kind\": \"customer\", \"idempotencyKey\": \"" + UUID.randomUUID() + "\"}";
        assertThat(ledger.postAsBackend("/api/consents/" + record + "/unlinking", unlinking).status()).isEqualTo(200);
        assertThat(ledger.postAsBackend("/api/consents/" + record + "/unlinking", unlinking).status()).isEqualTo(200);
        assertThat(types(record)).containsExactly("given", "evidence-kept", "linked", "unlinked");
        assertThat(link(UUID.randomUUID().toString(), "4711", UUID.randomUUID()).problem()).isEqualTo("unknown-record");
    }

    @Test
    void aChoiceMadeInCookiebotIsTakenOverForWhatItIs() {
        var chosenAt = clock.instant().minus(Duration.ofDays(300));
        var evidence = """
                ,"evidence": {"clientTime": "2026-03-02T09:00:00.000Z", "gpc": false, "source": "cookiebot", "stamp": "1zFq+aB==", "method": "explicit",
                "ver": 3, "utc": %d, "region": "be", "preferences": true, "statistics": false, "marketing": false}""".formatted(chosenAt.toEpochMilli());
        var taken = decide("\"preferences\",\"functional\"", "\"analytics\",\"marketing\"", "foreign", evidence);

        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        assertThat(Instant.parse(taken.json().get("expiresAt").asString())).isEqualTo(chosenAt.plus(Duration.ofDays(365)));
        var read = ledger.get("/api/consents/" + record(taken)).json();
        assertThat(read.at("/purposes").valueStream()).allMatch(it -> it.get("foreign").asBoolean());
        assertThat(read.at("/history/0/type").asString()).isEqualTo("attested");
        assertThat(read.at("/history/0/foreign").toString()).isEqualTo("{\"source\":\"cookiebot\",\"chosenAt\":\"" + chosenAt + "\",\"said\":[\"preferences\"]}");
        assertThat(history(record(taken), "evidence-kept").at("/evidence/stamp").asString()).isEqualTo("1zFq+aB==");
        assertThat(open(record(taken))).doesNotContain("1zFq");
        assertThat(decide(ALL, "", "foreign", "").problem()).as("without a source").isEqualTo("invalid-request");
        assertThat(decide(ALL, "", "accept-all", evidence).problem()).as("with a source, and ours").isEqualTo("invalid-request");
        assertThat(decide(ALL, "", "foreign", evidence.replace("explicit", "implied")).problem()).isEqualTo("invalid-request");
    }

    @Test
    void whatHadBeenAgreedToAtAMomentAndUnderWhichText() {
        var record = record(decide(ALL, "", "accept-all", ""));
        var accepted = clock.instant();
        clock.advance(Duration.ofHours(2));
        ledger.post("/api/consents/" + record + "/withdrawal", withdrawal());
        clock.advance(Duration.ofDays(400));

        assertThat(at(record, accepted).get("status").asString()).isEqualTo("given");
        assertThat(at(record, accepted.plusSeconds(7199)).get("status").asString()).isEqualTo("given");
        assertThat(at(record, accepted.plusSeconds(7200)).get("status").asString()).isEqualTo("refused");
        assertThat(at(record, clock.instant()).get("status").asString()).isEqualTo("expired");
        assertThat(at(record, accepted).at("/history/0/policyUrl").asString()).isEqualTo("/policy/itsme-id/fr/versions/" + version);
        assertThat(at(record, accepted).get("asOf").asString()).isEqualTo(accepted.toString());

        assertThat(ledger.get("/api/consents/" + record + "?at=" + accepted.minusNanos(1000)).problem()).isEqualTo("not-recorded-yet");
        assertThat(ledger.get("/api/consents/" + UUID.randomUUID() + "?at=" + accepted).problem()).isEqualTo("unknown-record");
        for (var wrong : List.of("2026-03-02", "yesterday", clock.instant().plusSeconds(1).toString())) {
            assertThat(ledger.get("/api/consents/" + record + "?at=" + wrong).problem()).as(wrong).isEqualTo("invalid-request");
        }

        ledger.postAsBackend("/api/consents/" + record + "/link", "{\"kind\": \"mail\", \"value\": \"ada@example.eu\", \"idempotencyKey\": \""
                + UUID.randomUUID() + "\"}");
        assertThat(types(record)).as("noted when it was touched").endsWith("expired", "linked");
        assertThat(history(record, "expired").get("expired").valueStream().map(JsonNode::asString)).containsExactly("preferences", "functional", "analytics",
                "marketing");
        clock.advance(Duration.ofDays(-400));
    }

    private JsonNode at(String record, Instant moment) {
        return ledger.get("/api/consents/" + record + "?at=" + moment).json();
    }

    private Answer decide(String given, String refused, String method, String more) {
        return ledger.post("/api/consents", decision(given, refused, method, more), "User-Agent", PHONE);
    }

    private String decision(String given, String refused, String method, String more) {
        return """
                {"site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "fr", "layer": "first", "method": "%s",
                 "given": [%s], "refused": [%s], "snapshot": %s %s, "idempotencyKey": "%s"}
                """.formatted(version, method, given, refused, ledger.snapshot("itsme-id", "business", "fr"), more, UUID.randomUUID());
    }

    private static String withdrawal() {
        return "{\"site\": \"itsme-id\", \"area\": \"business\", \"language\": \"fr\", \"idempotencyKey\": \"" + UUID.randomUUID() + "\"}";
    }

    private Answer link(String record, String customer, UUID key) {
        return ledger.postAsBackend("/api/consents/" + record + "/link",
                "{\"kind\": \"customer\", \"value\": \"" + customer + "\", \"idempotencyKey\": \"" + key + "\"}");
    }

    private static String record(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().get("record").asString();
    }

    private List<String> types(String record) {
        return ledger.get("/api/consents/" + record).json().get("history").valueStream().map(it -> it.get("type").asString()).toList();
    }

    private JsonNode history(String record, String type) {
        return ledger.get("/api/consents/" + record).json().get("history").valueStream().filter(it -> it.get("type").asString().equals(type))
                .findFirst().orElseThrow();
    }

    private String open(String record) {
        return database.sql("SELECT string_agg(open, ' ') FROM ledger.event_log WHERE stream = ?").param(UUID.fromString(record)).query(String.class).single();
    }
}
