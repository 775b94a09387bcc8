package eu.volens.ledger.holder;

import static eu.volens.ledger.RunningLedger.TOKEN;
import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger answers the rights service, and nobody else. */
class HolderIT {

    private static final String BEARER = "Bearer " + TOKEN;

    @Test
    void aPersonsRecordsAreToldWithTheirHistory() {
        var record = LEDGER.postAsBackend("/api/consents", decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"")).json()
                .get("record").asString();
        var unknown = UUID.randomUUID().toString();

        var answer = LEDGER.post("/api/holder/search", search("V-2026-0042", record, unknown, record), "Authorization", BEARER);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().get("holder").asString()).isEqualTo("consent-ledger");
        assertThat(answer.json().get("asOf").asString()).endsWith("Z");
        assertThat(answer.json().get("records")).hasSize(1);
        var found = answer.json().get("records").get(0);
        assertThat(found.get("record").asString()).isEqualTo(record);
        assertThat(found.get("site").asString()).isEqualTo("itsme-id");
        assertThat(found.get("area").asString()).isEqualTo("business");
        assertThat(found.get("status").asString()).isEqualTo("partial");
        assertThat(found.get("history").get(0).get("type").asString()).isEqualTo("given");
        assertThat(answer.json().get("notFound").valueStream().map(it -> it.asString())).containsExactly(unknown);
    }

    @Test
    void aPersonWithoutRecordsGetsAnEmptyAnswer() {
        var answer = LEDGER.post("/api/holder/search", search("V-2026-0042"), "Authorization", BEARER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("records")).isEmpty();
        assertThat(answer.json().get("notFound")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic YTpi", "a-token-for-tests", "Bearer a-token-for-tests-and-more"})
    void whoBringsNoTokenIsTurnedAwayBeforeTheBodyIsRead(String authorization) {
        var answer = LEDGER.post("/api/holder/search", "{", "Authorization", authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("no-token");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(LEDGER.post("/api/holder/search", "{").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/holder;x=1/search", "/api/./holder/search", "/api/%68older/search"})
    void noSpellingOfTheAddressLeadsPastTheToken(String path) {
        assertThat(LEDGER.post(path, search("V-2026-0042")).status()).isIn(400, 401, 404);
    }

    @Test
    void aBadSearchIsAProblem() {
        var answer = LEDGER.post("/api/holder/search", "{\"caseNumber\": \"V-1\", \"consentRecords\": [\"me\"]}", "Authorization", BEARER);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
    }

    private static String search(String caseNumber, String... records) {
        var list = records.length == 0 ? "" : "\"" + String.join("\", \"", records) + "\"";
        return "{\"caseNumber\": \"%s\", \"consentRecords\": [%s]}".formatted(caseNumber, list);
    }
}
