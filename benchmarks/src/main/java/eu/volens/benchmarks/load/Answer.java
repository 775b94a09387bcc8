package eu.volens.benchmarks.load;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 answer.
 *
 * @param retryAfter the header of that name; null when it is absent
 * @param isLast     whether the server hangs up after it
 */
public record Answer(int status, @Nullable String retryAfter, boolean isLast, byte[] body) {

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
