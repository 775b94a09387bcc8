package eu.volens.ledger.consent;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static eu.volens.ledger.SharedLedger.policyVersion;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.RunningLedger.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A backend sends what many visitors decided. */
class ConsentBatchIT {

    private static final String ALL = "\"preferences\",\"functional\",\"analytics\",\"marketing\"";
    private static final int DECISIONS_MAX = 100;

    @Test
    void eachDecisionIsAnsweredForItselfInTheOrderSent() {
        var keys = keys(DECISIONS_MAX);

        var answer = send(keys.stream().map(key -> given(key)).toList());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answers(answer)).hasSize(DECISIONS_MAX).allMatch(it -> it.get("status").asInt() == 201);
        assertThat(answers(answer).stream().map(it -> it.get("receipt").get("record").asString()))
                .containsExactlyElementsOf(keys.stream().map(UUID::toString).toList());
        assertThat(LEDGER.get("/api/consents/" + keys.getLast()).json().get("status").asString()).isEqualTo("given");
    }

    @Test
    void oneThatIsAgainstTheRulesFailsAlone() {
        var keys = keys(3);

        var answer = send(List.of(given(keys.get(0)), given(keys.get(1)).replace(policyVersion(), "0".repeat(64)), given(keys.get(2))));

        assertThat(answers(answer).stream().map(it -> it.get("status").asInt())).containsExactly(201, 409, 201);
        assertThat(answers(answer).get(1).get("problem").get("type").asString()).isEqualTo("urn:volens:problem:stale-policy");
        assertThat(answers(answer).get(1).has("receipt")).isFalse();
        assertThat(LEDGER.get("/api/consents/" + keys.get(1)).status()).isEqualTo(404);
    }

    @Test
    void sentAgainItIsAnsweredAsBeforeAndRecordsNothing() {
        var decisions = keys(20).stream().map(key -> given(key)).toList();
        var first = send(decisions);
        long head = head();

        var again = send(decisions);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void amongNewOnesARetryIsAnsweredAsBefore() {
        var keys = keys(3);
        var first = LEDGER.postAsBackend("/api/consents", given(keys.get(1)));
        long head = head();

        var answer = send(keys.stream().map(key -> given(key)).toList());

        assertThat(answers(answer)).allMatch(it -> it.get("status").asInt() == 201);
        assertThat(answers(answer).get(1).get("receipt")).isEqualTo(first.json());
        assertThat(head()).isEqualTo(head + 2);
    }

    @Test
    void theSameDecisionsFromManyPlacesAtOnceAreRecordedOnceAndAnsweredAlike() throws Exception {
        var keys = keys(20);
        var decisions = keys.stream().map(key -> given(key)).toList();
        long head = head();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var batches = IntStream.range(0, 6).mapToObj(it -> threads.submit(() -> send(decisions))).toList();
            var alone = decisions.stream().map(it -> threads.submit(() -> LEDGER.postAsBackend("/api/consents", it))).toList();

            var first = answers(batches.getFirst().get());
            assertThat(first).hasSize(20).allMatch(it -> it.get("status").asInt() == 201);
            for (var batch : batches) {
                assertThat(answers(batch.get())).isEqualTo(first);
            }
            for (int i = 0; i < alone.size(); i++) {
                assertThat(alone.get(i).get().json()).isEqualTo(first.get(i).get("receipt"));
            }
        }
        assertThat(head()).isEqualTo(head + 20);
    }

    @Test
    void decisionsOnOneRecordAreTakenInTheirOrder() {
        var record = UUID.randomUUID();
        var sent = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            var key = UUID.randomUUID();
            var body = i % 2 == 0 ? given(key) : decision("business", "", ALL, "choose", policyVersion(), key);
            sent.add(body.replaceFirst("\\{", "{\"record\": \"" + record + "\","));
        }

        var answer = send(sent);

        assertThat(answers(answer).stream().map(it -> it.get("receipt").get("status").asString()))
                .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> i % 2 == 0 ? "given" : "refused").toList());
        assertThat(LEDGER.get("/api/consents/" + record).json().get("status").asString()).isEqualTo("refused");
    }

    @Test
    void aBatchOfTheWrongFormRecordsNothingAndNamesThePlace() {
        var key = UUID.randomUUID();
        long head = head();

        var answer = send(List.of(given(key), given(UUID.randomUUID()).replace("\"choose\"", "\"guess\"")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.text()).contains("#/decisions/1/method");
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void noneAndTooManyAreRefused() {
        assertThat(send(List.of()).problem()).isEqualTo("invalid-request");
        assertThat(LEDGER.postAsBackend("/api/consents/batch", "{}").problem()).isEqualTo("invalid-request");
        assertThat(send(keys(DECISIONS_MAX + 1).stream().map(key -> given(key).replaceAll("\\s+", "")).toList()).problem())
                .isEqualTo("invalid-request");
    }

    private static String given(UUID key) {
        return decision("business", ALL, "", "choose", policyVersion(), key).replaceAll("\\s+", "");
    }

    private static List<UUID> keys(int count) {
        return IntStream.range(0, count).mapToObj(it -> UUID.randomUUID()).toList();
    }

    private static Answer send(List<String> decisions) {
        return LEDGER.postAsBackend("/api/consents/batch", "{\"decisions\": [" + String.join(",", decisions) + "]}");
    }

    private static List<JsonNode> answers(Answer answer) {
        return new ArrayList<>(answer.json().get("answers").values());
    }

    private static long head() {
        return JdbcClient.create(LEDGER.dataSource()).sql("SELECT position FROM log_head").query(Long.class).single();
    }
}
