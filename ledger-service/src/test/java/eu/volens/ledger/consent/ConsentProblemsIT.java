package eu.volens.ledger.consent;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static eu.volens.ledger.SharedLedger.policyVersion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import eu.volens.ledger.RunningLedger.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that can be wrong with a request gets a problem that says what to do, and leaves nothing behind. */
class ConsentProblemsIT {

    private static final String ALL = "\"preferences\",\"functional\",\"analytics\",\"marketing\"";
    private static final String RIGHT = decision("business", ALL, "", "choose", policyVersion(), UUID.randomUUID());

    @ParameterizedTest
    @MethodSource("requestsAgainstTheRules")
    void whatIsAgainstTheRulesHasAName(String body, int status, String problem) {
        refused(LEDGER.postAsBackend("/api/consents", body), status, problem);
    }

    static Stream<Arguments> requestsAgainstTheRules() {
        return Stream.of(
                argumentSet("unknown site", RIGHT.replace("itsme-id", "no-such-site"), 422, "unknown-site"),
                argumentSet("unknown area", RIGHT.replace("\"business\"", "\"garden\""), 422, "unknown-area"),
                argumentSet("unknown language", RIGHT.replace("\"fr\"", "\"es\""), 422, "unknown-language"),
                argumentSet("unknown purpose", RIGHT.replace("\"marketing\"", "\"astrology\""), 422, "unknown-purpose"),
                argumentSet("necessary purpose", RIGHT.replace("\"marketing\"", "\"necessary\""), 422, "purpose-not-offered"),
                argumentSet("consent where nothing is asked", RIGHT.replace("\"business\"", "\"personal\""), 422, "nothing-to-decide"),
                argumentSet("consent where only support is given", RIGHT.replace("\"business\"", "\"support\""), 422, "nothing-to-decide"),
                argumentSet("nothing where nothing is asked", RIGHT.replace("\"business\"", "\"support\"").replace(ALL, ""), 422,
                        "nothing-to-decide"),
                argumentSet("purpose twice", RIGHT.replace("\"refused\": []", "\"refused\": [\"marketing\"]"), 422, "purpose-named-twice"),
                argumentSet("purpose unanswered", RIGHT.replace(",\"marketing\"", ""), 422, "purposes-unanswered"),
                argumentSet("closing gives nothing", RIGHT.replace("\"choose\"", "\"close\""), 422, "method-contradicts-choice"),
                argumentSet("stale policy", RIGHT.replace(policyVersion(), "0".repeat(64)), 409, "stale-policy"));
    }

    @Test
    void underAPrivacySignalMarketingCannotBeGiven() {
        var answer = LEDGER.post("/api/consents", fromABrowser(RIGHT), "Sec-GPC", "1");
        refused(answer, 422, "refused-by-gpc");
        assertThat(answer.json().get("purposes").toString()).isEqualTo("[\"marketing\"]");

        var obedient = decision("business", ALL.replace(",\"marketing\"", ""), "\"marketing\"", "choose", policyVersion(), UUID.randomUUID());
        assertThat(LEDGER.post("/api/consents", fromABrowser(obedient), "Sec-GPC", "1").status()).isEqualTo(201);
    }

    private static String fromABrowser(String decision) {
        return decision.replace("\"idempotencyKey\"", "\"snapshot\": " + LEDGER.snapshot("itsme-id", "business", "fr") + ", \"idempotencyKey\"");
    }

    @ParameterizedTest
    @MethodSource("bodiesThatCannotBeRead")
    void whatCannotBeReadIsRefusedWithItsPlace(String body, String problem, String told) {
        var answer = refused(LEDGER.postAsBackend("/api/consents", body), 400, problem);

        assertThat(answer.text()).contains(told);
    }

    static Stream<Arguments> bodiesThatCannotBeRead() {
        var deep = "[".repeat(5000) + "]".repeat(5000);
        return Stream.of(
                argumentSet("empty", "", "malformed-json", "Send one JSON object"),
                argumentSet("cut off", RIGHT.substring(0, 40), "malformed-json", "line"),
                argumentSet("not JSON", "site=itsme-id", "malformed-json", "line 1, column"),
                argumentSet("an array", "[" + RIGHT + "]", "invalid-request", "one JSON object"),
                argumentSet("a string", "\"yes\"", "invalid-request", "one JSON object"),
                argumentSet("null", "null", "malformed-json", "Send one JSON object"),
                argumentSet("two bodies", RIGHT + RIGHT, "invalid-request", "one JSON object"),
                argumentSet("duplicate member", RIGHT.replace("\"area\"", "\"site\": \"other\", \"area\""), "malformed-json", "duplicate"),
                argumentSet("deep nesting", RIGHT.replace("\"itsme-id\"", deep), "invalid-request", "#/site"),
                argumentSet("deep nesting in an unknown member", RIGHT.replace("{\"site\"", "{\"x\": " + deep + ", \"site\""),
                        "malformed-json", "nested deeper"),
                argumentSet("nesting a little too deep", RIGHT.replace("{\"site\"", "{\"x\": " + "[".repeat(17) + "]".repeat(17)
                        + ", \"site\""), "malformed-json", "nested deeper"),
                argumentSet("unknown member", RIGHT.replace("{\"site\"", "{\"sitte\": 1, \"site\""), "invalid-request", "#/sitte"),
                argumentSet("number for a word", RIGHT.replace("\"itsme-id\"", "5"), "invalid-request", "#/site"),
                argumentSet("true for a word", RIGHT.replace("\"fr\"", "true"), "invalid-request", "#/language"),
                argumentSet("word for a list", RIGHT.replace("[" + ALL + "]", "\"all\""), "invalid-request", "#/given"),
                argumentSet("object in a list", RIGHT.replace("[" + ALL + "]", "[{}]"), "invalid-request", "#/given/0"),
                argumentSet("null in a list", RIGHT.replace("[" + ALL + "]", "[null]"), "invalid-request", "must not be null"),
                argumentSet("missing member", RIGHT.replace("\"language\": \"fr\",", ""), "invalid-request", "#/language"),
                argumentSet("null member", RIGHT.replace("\"fr\"", "null"), "invalid-request", "#/language"),
                argumentSet("bad key", RIGHT.replaceAll("\"idempotencyKey\": \"[^\"]+\"", "\"idempotencyKey\": \"1\""), "invalid-request",
                        "#/idempotencyKey"),
                argumentSet("key that is not random", RIGHT.replaceAll("\"idempotencyKey\": \"[^\"]+\"",
                        "\"idempotencyKey\": \"00000000-0000-1000-8000-000000000000\""), "invalid-request", "version 4"),
                argumentSet("bad record", RIGHT.replace("{\"site\"", "{\"record\": \"me\", \"site\""), "invalid-request", "#/record"),
                argumentSet("unknown layer", RIGHT.replace("\"second\"", "\"third\""), "invalid-request", "first or second"),
                argumentSet("unknown method", RIGHT.replace("\"choose\"", "\"guess\""), "invalid-request", "#/method"),
                argumentSet("markup for an id", RIGHT.replace("itsme-id", "<script>"), "invalid-request", "#/site"),
                argumentSet("half a character", RIGHT.replace("itsme-id", "\\ud800"), "invalid-request", "#/site"),
                argumentSet("a NUL", RIGHT.replace("itsme-id", "\\u0000"), "invalid-request", "#/site"),
                argumentSet("too many purposes", RIGHT.replace("[" + ALL + "]", "[" + "\"a\",".repeat(60) + "\"a\"]"), "invalid-request",
                        "#/given"),
                argumentSet("a number beyond numbers", RIGHT.replace("\"itsme-id\"", "1e99999"), "invalid-request", "#/site"));
    }

    @Test
    void aStalePolicyIsToldWhichOneIsCurrent() {
        var answer = LEDGER.postAsBackend("/api/consents", RIGHT.replace(policyVersion(), "0".repeat(64)));

        assertThat(answer.json().get("currentPolicyVersion").asString()).isEqualTo(policyVersion());
    }

    @Test
    void aKeyUsedForSomethingElseIsRefused() {
        var key = UUID.randomUUID();
        assertThat(LEDGER.postAsBackend("/api/consents", decision("business", ALL, "", "choose", policyVersion(), key)).status()).isEqualTo(201);

        var other = LEDGER.postAsBackend("/api/consents", decision("business", "", ALL, "choose", policyVersion(), key));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void tenMegabytesAreRefusedWhetherAnnouncedOrNot() {
        var tenMegabytes = ("{\"site\": \"" + "x".repeat(10 * 1024 * 1024) + "\"}").getBytes();

        refused(LEDGER.send("POST", "/api/consents", BodyPublishers.ofByteArray(tenMegabytes), "Content-Type", "application/json"), 413,
                "body-too-large");
        refused(LEDGER.send("POST", "/api/consents", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tenMegabytes)),
                "Content-Type", "application/json"), 413, "body-too-large");
    }

    @Test
    void aBodyJustBelowTheLimitIsRead() {
        var padded = RIGHT.replace("{\"site\"", "{" + " ".repeat(64 * 1024 - 1 - RIGHT.length()) + "\"site\"").replace("itsme-id", "nowhere");

        refused(LEDGER.postAsBackend("/api/consents", padded), 422, "unknown-site");
        refused(LEDGER.postAsBackend("/api/consents", padded + "   "), 413, "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/xml"})
    void onlyJsonIsTaken(String contentType) {
        refused(LEDGER.send("POST", "/api/consents", BodyPublishers.ofString(RIGHT), "Content-Type", contentType), 415, "unsupported-media-type");
    }

    @Test
    void aBodyWithoutATypeIsNotTaken() {
        refused(LEDGER.send("POST", "/api/consents", BodyPublishers.ofString(RIGHT)), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/consents", "PUT, /api/consents", "DELETE, /api/consents/6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10",
        "GET, /api/consents/6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10/withdrawal", "POST, /api/sites/itsme-id/areas/business/banner",
        "GET, /api/holder/search"})
    void aWrongMethodIsToldTheRightOnes(String method, String path) {
        var answer = LEDGER.send(method, path, BodyPublishers.noBody(), "Authorization", "Bearer a-token-for-tests");

        assertThat(refused(answer, 405, "method-not-allowed").header("Allow")).isNotEmpty();
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        refused(LEDGER.get("/api/consentz"), 404, "not-found");
        refused(LEDGER.get("/api/consents/6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10"), 404, "unknown-record");
        refused(LEDGER.get("/api/consents/not-a-uuid"), 400, "invalid-request");
        refused(LEDGER.get("/api/consents/6f1c1f0e-3d55-1f6f-9f3e-1d2b7c1a9e10"), 400, "invalid-request");
        refused(LEDGER.get("/api/sites/nowhere/areas/business/banner"), 404, "unknown-site");
        refused(LEDGER.get("/api/sites/itsme-id/areas/nowhere/banner"), 404, "unknown-area");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%c3%28"})
    void aParameterThatIsNoTextIsTheSendersMistake(String value) {
        refused(LEDGER.get("/api/sites/itsme-id/areas/business/banner?lang=" + value), 400, "invalid-request");
    }

    @Test
    void aWithdrawalFromAnUnknownRecordIsRefused() {
        var body = """
                {"site": "itsme-id", "area": "business", "language": "fr", "idempotencyKey": "%s"}""";

        refused(LEDGER.post("/api/consents/" + UUID.randomUUID() + "/withdrawal", body.formatted(UUID.randomUUID())), 404, "unknown-record");
        refused(LEDGER.post("/api/consents/me/withdrawal", body.formatted(UUID.randomUUID())), 400, "invalid-request");
        refused(LEDGER.post("/api/consents/" + UUID.randomUUID() + "/withdrawal", body.formatted("now")), 400, "invalid-request");
    }

    @Test
    void somethingThatAcceptsNoJsonGetsAProblem() {
        refused(LEDGER.get("/api/sites/itsme-id/areas/business/banner", "Accept", "image/png"), 406, "not-acceptable");
    }

    @Test
    void refusedRequestsLeaveNothingBehind() {
        var before = rows();
        requestsAgainstTheRules().forEach(arguments -> LEDGER.postAsBackend("/api/consents", (String) arguments.get()[0]));
        bodiesThatCannotBeRead().forEach(arguments -> LEDGER.postAsBackend("/api/consents", (String) arguments.get()[0]));

        assertThat(rows()).isEqualTo(before);
    }

    private static long rows() {
        return JdbcClient.create(LEDGER.dataSource()).sql("SELECT count(*) FROM event_log").query(Long.class).single();
    }

    private static Answer refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("title").asString()).isNotBlank();
        assertThat(answer.json().get("detail").asString()).isNotBlank();
        assertThat(answer.text()).doesNotContain("Exception", "jackson", "springframework", "eu.volens", "<script>");
        return answer;
    }
}
