package eu.volens.ledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests' own requests come from the machine itself, a trusted proxy, and say for whom they ask. Hardly anything comes back while they run. */
class RequestRatesIT {

    private static RunningLedger ledger;

    @BeforeAll
    static void start(@TempDir Path folder) {
        ledger = new RunningLedger(folder, Clock.systemUTC(), "volens.rate-limit.reads-burst=3", "volens.rate-limit.reads-per-minute=1",
                "volens.rate-limit.writes-burst=2", "volens.rate-limit.writes-per-minute=1", "volens.rate-limit.key-burst=4",
                "volens.rate-limit.key-per-minute=1");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void whoDecidesTooOftenIsToldWhenToComeAgainAndNothingIsRecorded() {
        assertThat(decide("192.0.2.7", UUID.randomUUID()).status()).isEqualTo(201);
        assertThat(decide("192.0.2.7", UUID.randomUUID()).status()).isEqualTo(201);
        var key = UUID.randomUUID();
        var refused = decide("192.0.2.7", key);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.json().get("detail").asString()).contains("nothing was recorded");
        assertThat(ledger.get("/api/consents/" + key).status()).isEqualTo(404);
        assertThat(decide("198.51.100.9", UUID.randomUUID()).status()).as("somebody else").isEqualTo(201);
    }

    @Test
    void aPagesScriptMayReadHowLongToWait() {
        var origin = "https://www.itsme-id.com";
        var refused = last(4, () -> ledger.get("/api/sites/itsme-id/areas/business/banner", "X-Forwarded-For", "192.0.2.8", "Origin", origin));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(refused.header("Access-Control-Expose-Headers")).contains("Retry-After");
    }

    @Test
    void aPersonGetsAPageThatSaysSo() {
        var refused = last(4, () -> ledger.get("/policy/itsme-id/fr", "X-Forwarded-For", "192.0.2.9", "Accept-Language", "fr"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.text()).contains("Attendez quelques secondes");
    }

    @Test
    void aKeyIsCountedForItselfWhereverItIsUsed() {
        var from = new AtomicInteger(100);
        var answer = last(5, () -> ledger.get("/api/consents/" + UUID.randomUUID(), "Authorization", "Bearer " + RunningLedger.KEY,
                "X-Forwarded-For", "192.0.2." + from.incrementAndGet()));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().get("detail").asString()).startsWith("This key asks");
    }

    @Test
    void theHouseAuditorsTheScriptAndProbesAreNotCounted() {
        for (int at = 0; at < 12; at++) {
            var from = new String[] {"X-Forwarded-For", "192.0.2.10"};
            assertThat(ledger.get("/banner/banner.js", from).status()).isEqualTo(200);
            assertThat(ledger.get("/actuator/health/liveness", from).status()).isEqualTo(200);
            assertThat(ledger.get("/log/entries?from=0&to=1", "X-Forwarded-For", "192.0.2.10", "Authorization",
                    "Bearer " + RunningLedger.AUDITOR_TOKEN).status()).isNotEqualTo(429);
            assertThat(ledger.get("/api/policies", "X-Forwarded-For", "192.0.2.10", "Authorization", "Bearer " + RunningLedger.TOKEN).status())
                    .isEqualTo(200);
            assertThat(ledger.get("/policy/itsme-id/fr").status()).as("a proxy that does not say for whom").isEqualTo(200);
        }
    }

    @Test
    void aDetourIsCountedAsTheWayItLeadsTo() {
        var path = "/banner/%2e%2e/policy/itsme-id/fr";
        assertThat(last(4, () -> ledger.get(path, "X-Forwarded-For", "192.0.2.12")).status()).isEqualTo(429);
    }

    @Test
    void aKeyThatIsNoneIsCountedForItsAddress() {
        var answer = last(4, () -> ledger.get("/api/policies", "X-Forwarded-For", "192.0.2.11", "Authorization", "Bearer guessed" + UUID.randomUUID()));
        assertThat(answer.status()).isEqualTo(429);
    }

    /** All but the last are within what may be asked. */
    private static Answer last(int times, Supplier<Answer> asking) {
        for (int at = 1; at < times; at++) {
            assertThat(asking.get().status()).isNotEqualTo(429);
        }
        return asking.get();
    }

    private static Answer decide(String from, UUID key) {
        var version = ledger.get("/api/sites/itsme-id/areas/business/banner").json();
        return ledger.send("POST", "/api/consents", BodyPublishers.ofString("""
                {"site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "%s", "layer": "first", "method": "refuse-all",
                 "given": [], "refused": ["functional", "preferences", "analytics", "marketing"], "snapshot": %s, "idempotencyKey": "%s"}
                """.formatted(version.get("policyVersion").asString(), version.get("language").asString(), version.get("snapshot"), key)),
                "X-Forwarded-For", from, "Content-Type", "application/json");
    }
}
