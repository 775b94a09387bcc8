package eu.volens.rights.mailbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The header fields of a message or of a part of one, unfolded. Bounded; never throws, whatever the bytes. */
final class MailHeaders {

    static final int FIELDS_MAX = 1_000;
    static final int FIELD_CHARS_MAX = 16_384;
    /** Of all fields together. Mail servers take a good deal less. */
    static final int FIELDS_BYTES_MAX = 256 * 1024;

    private final Map<String, List<String>> fields = new HashMap<>();
    private final Set<Bound> bounds = EnumSet.noneOf(Bound.class);
    private int bodyStart;

    private MailHeaders() {}

    /** Reads fields up to the first empty line, or to the first line that is no field at all. */
    static MailHeaders read(byte[] raw, int from, int to) {
        MailHeaders headers = new MailHeaders();
        headers.unfold(raw, from, to).forEach(headers::add);
        return headers;
    }

    private List<StringBuilder> unfold(byte[] raw, int from, int to) {
        List<StringBuilder> unfolded = new ArrayList<>();
        int position = from;
        while (position < to) {
            int end = lineEnd(raw, position, to);
            int textEnd = end > position && raw[end - 1] == '\r' ? end - 1 : end;
            if (textEnd == position) {
                position = Math.min(to, end + 1);
                break;
            }
            if (position - from > FIELDS_BYTES_MAX) {
                bounds.add(Bound.HEADERS);
            } else if (!line(unfolded, raw, position, textEnd)) {
                break;
            }
            position = Math.min(to, end + 1);
        }
        bodyStart = position;
        return unfolded;
    }

    /** @return false when the line is no field and belongs to none: then the body begins with it */
    private boolean line(List<StringBuilder> unfolded, byte[] raw, int from, int to) {
        if (to - from > FIELD_CHARS_MAX) {
            bounds.add(Bound.HEADER_LENGTH);
        }
        String line = Charsets.header(raw, from, Math.min(to, from + FIELD_CHARS_MAX));
        if ((raw[from] == ' ' || raw[from] == '\t') && !unfolded.isEmpty()) {
            append(unfolded.getLast(), line.strip());
            return true;
        }
        int colon = line.indexOf(':');
        if (colon > 0 && line.lastIndexOf(' ', colon) < 0) {
            if (unfolded.size() < FIELDS_MAX) {
                unfolded.add(new StringBuilder(line));
            } else {
                bounds.add(Bound.HEADERS);
            }
            return true;
        }
        return line.startsWith("From ");
    }

    private void append(StringBuilder field, String more) {
        if (field.length() + more.length() < FIELD_CHARS_MAX) {
            field.append(' ').append(more);
        } else {
            bounds.add(Bound.HEADER_LENGTH);
        }
    }

    private static int lineEnd(byte[] raw, int from, int to) {
        int end = from;
        while (end < to && raw[end] != '\n') {
            end++;
        }
        return end;
    }

    private void add(StringBuilder line) {
        int colon = line.indexOf(":");
        fields.computeIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                .add(line.substring(colon + 1).strip());
    }

    /** Where the body starts in the bytes given. */
    int bodyStart() {
        return bodyStart;
    }

    Set<Bound> bounds() {
        return bounds;
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
        return first(name).map(EncodedWords::decode).orElse("");
    }
}
