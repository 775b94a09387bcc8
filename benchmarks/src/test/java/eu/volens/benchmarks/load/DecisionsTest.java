package eu.volens.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.benchmarks.measure.WrongAnswerException;
import java.net.InetSocketAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private final Decisions decisions = new Decisions(InetSocketAddress.createUnresolved("127.0.0.1", 8081), "v1", "\"text\\n\\n— log\"", "volens_key");
    private final Request one = decisions.one();
    private final UUID record = one.records().getFirst();

    @Test
    void whatIsSentIsWhatTheBannerSends() {
        String[] parts = new String(one.bytes(), UTF_8).split("\r\n\r\n");
        assertThat(parts[0]).startsWith("POST /api/consents HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n").contains("\r\nContent-Length: " + parts[1].getBytes(UTF_8).length)
                .doesNotContain("Authorization");
        assertThat(parts[1]).isEqualTo("{\"site\":\"itsme-id\",\"area\":\"business\",\"policyVersion\":\"v1\",\"language\":\"fr\",\"layer\":\"second\","
                + "\"method\":\"choose\",\"given\":[\"functional\",\"analytics\"],\"refused\":[\"preferences\",\"marketing\"],"
                + "\"snapshot\":\"text\\n\\n— log\",\"evidence\":{\"clientTime\":\"2026-11-01T12:00:00.000Z\",\"gpc\":false},"
                + "\"idempotencyKey\":\"" + record + "\"}");
    }

    @Test
    void aBackendSendsItsKeyAndNoSnapshots() {
        assertThat(new String(decisions.many(2).bytes(), UTF_8)).contains("\r\nAuthorization: Bearer volens_key\r\n").doesNotContain("snapshot");
    }

    @Test
    void everyVisitorIsNew() {
        assertThat(record.version()).isEqualTo(4);
        assertThat(record.variant()).isEqualTo(2);
        assertThat(decisions.one().records()).doesNotContain(record);
        assertThat(decisions.many(3).records()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void theRightReceiptIsTakenAsRecorded() {
        assertThat(one.isRecorded(answer(201, receipt(record)))).isTrue();
    }

    @Test
    void aBusyServerThatSaysWhenToComeAgainIsNoMistake() {
        assertThat(one.isRecorded(new Answer(503, "1", true, new byte[0]))).isFalse();
    }

    @Test
    void wrongAnswersAreNoticed() {
        assertWrong(one, new Answer(503, null, true, new byte[0]));
        assertWrong(one, answer(200, receipt(record)));
        assertWrong(one, answer(500, "{}"));
        assertWrong(one, answer(201, ""));
        assertWrong(one, answer(201, receipt(UUID.fromString("6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10"))));
        assertWrong(one, answer(201, receipt(record).replace("[\"functional\",\"analytics\"]", "[\"functional\"]")));
        assertWrong(one, answer(201, receipt(record).replace("marketing", "nothing")));
        assertWrong(one, answer(201, receipt(record).replace("partial", "given")));
        assertWrong(one, answer(201, receipt(record).replace("\"v1\"", "\"v2\"")));
    }

    @Test
    void aBatchNeedsARightReceiptForEachInTheOrderSent() {
        Request two = decisions.many(2);
        UUID first = two.records().getFirst();
        UUID second = two.records().getLast();
        assertThat(two.isRecorded(answer(200, batch(first, second)))).isTrue();
        assertThat(two.isRecorded(new Answer(503, "1", true, new byte[0]))).isFalse();
        assertWrong(two, answer(200, batch(second, first)));
        assertWrong(two, answer(200, batch(first)));
        assertWrong(two, answer(200, batch(first, second, second)));
        assertWrong(two, answer(200, batch(first, second).replaceFirst("201", "409")));
        assertWrong(two, answer(207, batch(first, second)));
    }

    private static void assertWrong(Request request, Answer answer) {
        assertThatThrownBy(() -> request.isRecorded(answer)).isInstanceOf(WrongAnswerException.class);
    }

    private static String batch(UUID... records) {
        StringBuilder text = new StringBuilder("{\"answers\":[");
        for (UUID each : records) {
            text.append(text.toString().endsWith("[") ? "" : ",").append("{\"status\":201,\"receipt\":").append(receipt(each)).append('}');
        }
        return text.append("]}").toString();
    }

    private static String receipt(UUID record) {
        return "{\"record\":\"" + record + "\",\"site\":\"itsme-id\",\"area\":\"business\",\"status\":\"partial\",\"given\":[\"functional\",\"analytics\"],"
                + "\"refused\":[\"preferences\",\"marketing\"],\"policyVersion\":\"v1\",\"decidedAt\":\"2026-11-01T12:00:00Z\","
                + "\"expiresAt\":\"2027-11-01T12:00:00Z\"}";
    }

    private static Answer answer(int status, @Nullable String body) {
        return new Answer(status, null, false, body == null ? new byte[0] : body.getBytes(UTF_8));
    }
}
