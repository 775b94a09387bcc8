package eu.volens.ledger.consent;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.ledger.snapshot.PolicySnapshot.Place;
import eu.volens.ledger.snapshot.PolicySnapshots;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was shown comes back with the choice, and is in the record for good. */
class SnapshotIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final JsonNode shown = shown("business", "fr");

    private static JsonNode shown(String area, String language) {
        return LEDGER.get("/api/sites/itsme-id/areas/" + area + "/banner?lang=" + language).json();
    }

    @Test
    void whatWasShownIsInTheRecordAndAnOutsiderChecksItWithTheKey() {
        var decided = LEDGER.post("/api/consents", decision(shown.get("snapshot").asString()));
        assertThat(decided.status()).as(decided.text()).isEqualTo(201);

        var key = VerifierKey.parse(LEDGER.get("/log/snapshot-key").text().strip());
        var note = SignedNote.parse(shown.get("snapshot").asString().getBytes(StandardCharsets.UTF_8));
        assertThat(note.verify(List.of(key))).hasSize(1);
        var entry = LEDGER.get("/api/consents/" + decided.json().get("record").asString()).json().at("/history/0");
        assertThat(note.text()).isEqualTo("""
                volens policy snapshot 1
                site itsme-id
                area business
                language fr
                policy %s
                configuration %s
                issued %s
                """.formatted(shown.get("policyVersion").asString(), entry.at("/snapshot/configuration").asString(),
                entry.at("/snapshot/issuedAt").asString()));
    }

    @Test
    void everyVisitorOfAPlaceGetsTheSameAndNoTwoPlacesDo() {
        assertThat(LEDGER.get("/api/sites/itsme-id/areas/business/banner?lang=fr", "Sec-GPC", "1").json().get("snapshot")).isEqualTo(shown.get("snapshot"));
        assertThat(shown("business", "nl").get("snapshot")).isNotEqualTo(shown.get("snapshot"));
        assertThat(shown("account", "fr").get("snapshot")).isNotEqualTo(shown.get("snapshot"));
    }

    @Test
    void whoIsNoBackendMustHandItBack() {
        refused(LEDGER.post("/api/consents", decision(null)), 409, "stale-snapshot");
    }

    @Test
    void whatWasChangedOrMadeUpOrIsOfAnotherPlaceIsNotTaken() {
        var snapshot = shown.get("snapshot").asString();
        refused(LEDGER.post("/api/consents", decision(snapshot.replace("area business", "area account"))), 422, "forged-snapshot");
        refused(LEDGER.post("/api/consents", decision(snapshot.substring(0, snapshot.length() - 9))), 422, "forged-snapshot");
        refused(LEDGER.post("/api/consents", decision("")), 422, "forged-snapshot");
        refused(LEDGER.post("/api/consents", decision(LEDGER.get("/log/checkpoint").text())), 422, "forged-snapshot");
        refused(LEDGER.post("/api/consents", decision(shown("account", "fr").get("snapshot").asString())), 422, "forged-snapshot");
        refused(LEDGER.post("/api/consents", decision(shown("business", "nl").get("snapshot").asString())), 422, "forged-snapshot");
        refused(LEDGER.postAsBackend("/api/consents", decision(snapshot + " ")), 422, "forged-snapshot");
    }

    @Test
    void aVersionThatIsNoLongerEnoughIsStaleThoughItsSnapshotIsGood() {
        var snapshots = LEDGER.bean(PolicySnapshots.class);
        var old = "0".repeat(64);
        var issued = snapshots.issue(new Place("itsme-id", "business", "fr", old), () -> "1".repeat(64));

        refused(LEDGER.post("/api/consents", decision(issued).replace(shown.get("policyVersion").asString(), old)), 409, "stale-policy");
    }

    @Test
    void inABatchWhatIsForgedFailsAlone() {
        var good = decision(shown.get("snapshot").asString());
        var answer = LEDGER.post("/api/consents/batch", "{\"decisions\": [" + String.join(",", decision("forged"), good, decision(null)) + "]}");

        assertThat(answer.json().get("answers").valueStream().map(it -> it.get("status").asInt())).containsExactly(422, 201, 409);
    }

    @Test
    void aBackendDecidesWithoutAndTheRecordSaysSo() {
        var decided = LEDGER.postAsBackend("/api/consents", decision(null));

        assertThat(decided.status()).as(decided.text()).isEqualTo(201);
        var entry = LEDGER.get("/api/consents/" + decided.json().get("record").asString()).json().at("/history/0");
        assertThat(entry.has("snapshot")).isFalse();
        assertThat(entry.get("gpc").asBoolean()).isFalse();
    }

    @Test
    void aKeyThatIsNoneIsToldSoAndOneThatOpensSomethingElseToo() {
        var before = LEDGER.bean(EventLog.class).head();
        refused(LEDGER.post("/api/consents", decision(null), "Authorization", "Bearer volens_made-up"), 401, "no-token");
        refused(LEDGER.post("/api/consents", decision(null), "Authorization", "Bearer " + RunningLedger.TOKEN), 401, "no-token");

        assertThat(LEDGER.bean(EventLog.class).head()).isEqualTo(before);
    }

    @Test
    void whatTheBrowserTellsOfTheMomentIsRecordedAndItsSignalCounts() {
        var told = (ObjectNode) JSON.readTree(decision(shown.get("snapshot").asString()));
        told.putObject("evidence").put("clientTime", "2026-03-02T09:00:00.5Z").put("gpc", true);
        refused(LEDGER.post("/api/consents", told.toString().replace("\"given\":[]", "\"given\":[\"marketing\"]").replace(",\"marketing\"]", "]")), 422,
                "refused-by-gpc");

        var decided = LEDGER.post("/api/consents", told.toString());
        assertThat(decided.status()).as(decided.text()).isEqualTo(201);
        var entry = LEDGER.get("/api/consents/" + decided.json().get("record").asString()).json().at("/history/0");
        assertThat(entry.get("gpc").asBoolean()).isTrue();
        assertThat(entry.get("clientTime").asString()).isEqualTo("2026-03-02T09:00:00.500Z");
    }

    /** A refusal, as the banner sends it. */
    private String decision(@Nullable String snapshot) {
        ObjectNode body = JSON.createObjectNode().put("site", "itsme-id").put("area", "business").put("policyVersion", shown.get("policyVersion").asString())
                .put("language", "fr").put("layer", "first").put("method", "choose").put("idempotencyKey", UUID.randomUUID().toString());
        body.putArray("given");
        body.putArray("refused").add("preferences").add("functional").add("analytics").add("marketing");
        if (snapshot != null) {
            body.put("snapshot", snapshot);
        }
        return body.toString();
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }
}
