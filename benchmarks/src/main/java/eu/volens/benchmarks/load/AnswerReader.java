package eu.volens.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of one connection, each complete before the next is asked for. Knows what our server sends, a length or chunks, and
 * refuses the rest.
 */
final class AnswerReader {

    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private byte[] received = new byte[4_096];
    private int length;

    /** Takes what has arrived; returns the answer once all of it is there. */
    @Nullable Answer take(ByteBuffer arrived) {
        int more = arrived.remaining();
        if (length + more > received.length) {
            if (length + more > ANSWER_BYTES_MAX) {
                throw new IllegalStateException("an answer of more than " + ANSWER_BYTES_MAX + " bytes");
            }
            received = Arrays.copyOf(received, Math.max(2 * received.length, length + more));
        }
        arrived.get(received, length, more);
        length += more;
        int headEnd = find("\r\n\r\n", 0);
        return headEnd < 0 ? null : complete(headEnd + 4);
    }

    private @Nullable Answer complete(int bodyStart) {
        String head = new String(received, 0, bodyStart, StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        String bytes = header(head, "content-length");
        byte[] body;
        if (bytes != null) {
            int end = bodyStart + Integer.parseInt(bytes);
            if (length < end) {
                return null;
            }
            demandEnd(end);
            body = Arrays.copyOfRange(received, bodyStart, end);
        } else if ("chunked".equals(header(head, "transfer-encoding"))) {
            body = chunks(bodyStart);
            if (body == null) {
                return null;
            }
        } else {
            throw new IllegalStateException("an answer without a length: " + head);
        }
        length = 0;
        return new Answer(status, header(head, "retry-after"), "close".equalsIgnoreCase(header(head, "connection")), body);
    }

    private byte @Nullable [] chunks(int start) {
        byte[] body = new byte[length - start];
        int filled = 0;
        for (int at = start; ; ) {
            int lineEnd = find("\r\n", at);
            if (lineEnd < 0) {
                return null;
            }
            int size = Integer.parseInt(new String(received, at, lineEnd - at, StandardCharsets.ISO_8859_1), 16);
            int next = lineEnd + 2 + size + 2;
            if (length < next) {
                return null;
            }
            if (size == 0) {
                demandEnd(next);
                return Arrays.copyOf(body, filled);
            }
            System.arraycopy(received, lineEnd + 2, body, filled, size);
            filled += size;
            at = next;
        }
    }

    private void demandEnd(int end) {
        if (length != end) {
            throw new IllegalStateException((length - end) + " bytes that nobody asked for");
        }
    }

    private static @Nullable String header(String head, String name) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ":");
        return at < 0 ? null : head.substring(at + name.length() + 3, head.indexOf("\r\n", at + 2)).strip();
    }

    private int find(String wanted, int from) {
        for (int at = from; at <= length - wanted.length(); at++) {
            int matching = 0;
            while (matching < wanted.length() && received[at + matching] == wanted.charAt(matching)) {
                matching++;
            }
            if (matching == wanted.length()) {
                return at;
            }
        }
        return -1;
    }
}
