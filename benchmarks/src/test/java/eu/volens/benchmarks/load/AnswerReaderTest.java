package eu.volens.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private static final String WITH_LENGTH = "HTTP/1.1 201 \r\nContent-Type: application/json\r\nContent-Length: 6\r\n\r\n{\"ü\"}";
    private static final String IN_CHUNKS = "HTTP/1.1 503 \r\nRetry-After: 1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n, visitor.\r\n0\r\n\r\n";

    private final AnswerReader reader = new AnswerReader();

    @Test
    void anAnswerIsReadByItsLength() {
        Answer answer = reader.take(bytes(WITH_LENGTH));
        assertThat(answer).isNotNull();
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEqualTo("{\"ü\"}");
        assertThat(answer.retryAfter()).isNull();
        assertThat(answer.isLast()).isFalse();
    }

    @Test
    void anAnswerIsReadFromItsChunks() {
        Answer answer = reader.take(bytes(IN_CHUNKS));
        assertThat(answer).isNotNull();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).isEqualTo("1");
        assertThat(answer.isLast()).isTrue();
        assertThat(answer.text()).isEqualTo("hello, visitor.");
    }

    @Test
    void whereverAnAnswerIsTornItIsCompleteOnlyAtItsEnd() {
        for (String whole : List.of(WITH_LENGTH, IN_CHUNKS)) {
            byte[] bytes = whole.getBytes(UTF_8);
            List<@Nullable Answer> seen = new ArrayList<>();
            for (byte each : bytes) {
                seen.add(reader.take(ByteBuffer.wrap(new byte[] {each})));
            }
            assertThat(seen.subList(0, bytes.length - 1)).containsOnlyNulls();
            assertThat(seen.getLast()).isNotNull();
        }
    }

    @Test
    void oneReaderReadsOneAnswerAfterTheOther() {
        assertThat(reader.take(bytes(WITH_LENGTH))).isNotNull();
        assertThat(reader.take(bytes(IN_CHUNKS))).isNotNull();
    }

    @Test
    void moreThanWasAskedForIsNoticed() {
        assertThatThrownBy(() -> reader.take(bytes(WITH_LENGTH + "HTTP/1.1"))).hasMessage("8 bytes that nobody asked for");
    }

    @Test
    void anAnswerWithoutALengthIsNotGuessedAt() {
        assertThatThrownBy(() -> reader.take(bytes("HTTP/1.1 200 \r\nConnection: close\r\n\r\n"))).hasMessageStartingWith("an answer without a length");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
