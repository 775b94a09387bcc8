package eu.volens.ledger.erasure;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A record's person is erased by who may, and by nobody else. */
class RecordErasureIT {

    private final String record = newRecord();

    @Test
    void whoHasAKeyForItErasesForGoodAndWhatWasSaidStays() {
        link();
        assertThat(LEDGER.get("/api/consents/" + record + "/links", "Authorization", "Bearer " + RunningLedger.KEY).json().get("customer").asString())
                .isEqualTo("4711");
        var before = LEDGER.get("/api/consents/" + record).json();

        var erased = LEDGER.postAsBackend(address("erasure"), "{\"reference\": \"2026-000042\"}");
        assertThat(erased.status()).as(erased.text()).isEqualTo(200);
        assertThat(erased.json().get("by").asString()).isEqualTo("everything");
        assertThat(erased.json().get("reference").asString()).isEqualTo("2026-000042");
        assertThat(erased.json().at("/purged/0/rows").asLong()).isPositive();
        assertThat(erased.json().get("position").asLong()).isPositive();

        assertThat(LEDGER.get("/api/consents/" + record + "/links", "Authorization", "Bearer " + RunningLedger.KEY).json().path("customer").asString(""))
                .isEmpty();
        assertThat(LEDGER.get("/api/consents/" + record).json().get("given")).isEqualTo(before.get("given"));
        assertThat(LEDGER.get("/preferences/" + record + "?lang=en").text()).as("the visitor's own page").contains("Your cookie choices");
        assertThat(LEDGER.postAsBackend(address("erasure"), "{\"by\": \"somebody else\"}").json()).as("again").isEqualTo(erased.json());
        assertThat(LEDGER.postAsBackend(address("holds"), hold(UUID.randomUUID())).problem()).isEqualTo("person-erased");
    }

    @Test
    void aLegalHoldIsInTheWayUntilItIsLifted() {
        var hold = UUID.randomUUID();
        var placed = LEDGER.postAsBackend(address("holds"), hold(hold));
        assertThat(placed.json().at("/holds/0/ground").asString()).as(placed.text()).isEqualTo("legal-claims");

        var refused = LEDGER.postAsBackend(address("erasure"), "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("on-hold");
        assertThat(refused.json().at("/holds/0/hold").asString()).isEqualTo(hold.toString());
        assertThat(refused.json().at("/holds/0/reason").asString()).isEqualTo("proceedings");

        assertThat(LEDGER.postAsBackend(address("holds/" + hold + "/lifting"), "{}").json().get("holds")).isEmpty();
        assertThat(LEDGER.postAsBackend(address("holds/" + hold + "/lifting"), "{}").problem()).isEqualTo("no-such-hold");
        assertThat(LEDGER.postAsBackend(address("erasure"), "{}").status()).isEqualTo(200);
    }

    @Test
    void nobodyElseErasesAndNothingThatIsNotThere() throws IOException, InterruptedException {
        assertThat(LEDGER.post(address("erasure"), "{}").problem()).as("the visitor's number alone").isEqualTo("no-token");
        assertThat(LEDGER.post(address("holds"), hold(UUID.randomUUID())).problem()).isEqualTo("no-token");
        var reader = ApiKey.generate(bytes -> Arrays.fill(bytes, (byte) 7));
        Files.writeString(LEDGER.apiKeys(), ApiKey.of("reader", Set.of(Scope.CONSENTS_READ), reader).line() + "\n", StandardOpenOption.APPEND);
        assertThat(awaitKnown(reader).problem()).isEqualTo("key-too-weak");
        assertThat(LEDGER.postAsBackend("/api/consents/" + UUID.randomUUID() + "/erasure", "{}").problem()).isEqualTo("unknown-record");
        assertThat(LEDGER.postAsBackend("/api/consents/me/erasure", "{}").problem()).isEqualTo("unknown-record");
        assertThat(LEDGER.postAsBackend(address("erasure"), "{\"by\": \"ann@example.eu\"}").problem()).isEqualTo("invalid-request");
        assertThat(LEDGER.postAsBackend(address("holds"), hold(UUID.randomUUID()).replace("legal-claims", "spite")).problem()).isEqualTo("invalid-request");
        assertThat(LEDGER.post(address("erasure"), "{}", "Authorization", "Bearer " + RunningLedger.TOKEN).json().get("by").asString())
                .as("a service of the house").isEqualTo("services");
    }

    /** A change of the file counts within seconds. */
    private Answer awaitKnown(String key) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            var answer = LEDGER.post(address("erasure"), "{}", "Authorization", "Bearer " + key);
            if (!answer.problem().equals("no-token") || tries == 600) {
                return answer;
            }
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    private String address(String what) {
        return "/api/consents/" + record + "/" + what;
    }

    private static String hold(UUID hold) {
        return "{\"hold\": \"%s\", \"ground\": \"legal-claims\", \"reason\": \"proceedings\"}".formatted(hold);
    }

    private void link() {
        assertThat(LEDGER.postAsBackend(address("link"), "{\"kind\": \"customer\", \"value\": \"4711\", \"idempotencyKey\": \"" + UUID.randomUUID() + "\"}")
                .status()).isEqualTo(200);
    }

    private static String newRecord() {
        return LEDGER.postAsBackend("/api/consents", decision("\"preferences\"", "\"functional\",\"analytics\",\"marketing\"")).json().get("record").asString();
    }
}
