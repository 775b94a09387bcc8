package eu.volens.rights.mailbox;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header fields of a message or of a part of one, unfolded. Bounded; never throws, whatever the bytes. */
final class MailHeaders {

    private static final int FIELDS_MAX = 1_000;
    private static final int FIELD_CHARS_MAX = 16_384;

    private final Map<String, List<String>> fields = new HashMap<>();
    private final int bodyStart;

    private MailHeaders(int bodyStart) {
        this.bodyStart = bodyStart;
    }

    /** Reads fields up to the first empty line, or to the first line that is no field at all. */
    static MailHeaders read(byte[] raw, int from, int to) {
        List<String> unfolded = new ArrayList<>();
        int position = from;
        while (position < to) {
            int end = lineEnd(raw, position, to);
            int next = Math.min(to, end + 1);
            int textEnd = end > position && raw[end - 1] == '\r' ? end - 1 : end;
            if (textEnd == position) {
                position = next;
                break;
            }
            boolean continued = raw[position] == ' ' || raw[position] == '\t';
            String line = Charsets.header(raw, position, Math.min(textEnd, position + FIELD_CHARS_MAX));
            if (continued && !unfolded.isEmpty()) {
                append(unfolded, line);
            } else if (line.indexOf(':') > 0 && !line.substring(0, line.indexOf(':')).contains(" ")) {
                if (unfolded.size() < FIELDS_MAX) {
                    unfolded.add(line);
                }
            } else if (!line.startsWith("From ")) {
                break;
            }
            position = next;
        }
        MailHeaders headers = new MailHeaders(position);
        unfolded.forEach(headers::add);
        return headers;
    }

    private static int lineEnd(byte[] raw, int from, int to) {
        int end = from;
        while (end < to && raw[end] != '\n') {
            end++;
        }
        return end;
    }

    private static void append(List<String> unfolded, String line) {
        String last = unfolded.getLast();
        if (last.length() < FIELD_CHARS_MAX) {
            unfolded.set(unfolded.size() - 1, last + " " + line.strip());
        }
    }

    private void add(String line) {
        int colon = line.indexOf(':');
        fields.computeIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                .add(line.substring(colon + 1).strip());
    }

    /** Where the body starts in the bytes given. */
    int bodyStart() {
        return bodyStart;
    }

    /** The first field of this name, as it stands. */
    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    boolean anyStartingWith(String prefix) {
        return fields.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The first field of this name with its encoded words decoded (RFC 2047); the empty string when there is none. */
    String text(String name) {
        return first(name).map(MailHeaders::decoded).orElse("");
    }

    static String decoded(String value) {
        try {
            return Plain.text(MimeUtility.decodeText(value));
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return Plain.text(value);
        }
    }
}
