package eu.volens.rights.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A body without what differs between two copies of one message: line ends, space before them, empty lines at the end (as in DKIM's relaxed
 * form, RFC 6376, section 3.4.4), and the signs that mailbox files put before lines that begin with {@code From }.
 */
final class SameWords {

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private SameWords() {}

    static void write(byte[] raw, int from, ByteArrayOutputStream out) {
        int emptyLines = 0;
        int position = from;
        while (position < raw.length) {
            int end = position;
            while (end < raw.length && raw[end] != '\n') {
                end++;
            }
            int start = unquoted(raw, position, end);
            int last = end;
            while (last > start && (raw[last - 1] == '\r' || raw[last - 1] == ' ' || raw[last - 1] == '\t')) {
                last--;
            }
            if (last == start) {
                emptyLines++;
            } else {
                for (; emptyLines > 0; emptyLines--) {
                    out.write('\n');
                }
                out.write(raw, start, last - start);
                out.write('\n');
            }
            position = end + 1;
        }
    }

    private static int unquoted(byte[] raw, int from, int to) {
        int start = from;
        while (start < to && raw[start] == '>') {
            start++;
        }
        boolean quoted = to - start >= FROM.length && Arrays.equals(raw, start, start + FROM.length, FROM, 0, FROM.length);
        return quoted ? start : from;
    }
}
