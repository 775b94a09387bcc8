package eu.volens.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;

/**
 * JSON in one form only, after RFC 8785: members sorted by UTF-16 code units, no white space, the shortest escapes. Numbers are integers;
 * fractions and lone surrogates are refused, so that two different values never have the same bytes.
 */
final class CanonicalJson {

    private CanonicalJson() {}

    static String write(JsonNode node) {
        StringBuilder out = new StringBuilder(256);
        append(out, node);
        return out.toString();
    }

    /** A value as Jackson would make JSON of it: what events hold most goes straight to its text, the rest through a tree. */
    static void append(StringBuilder out, @Nullable Object value, JsonMapper mapper) {
        switch (value) {
            case null -> out.append("null");
            case String text -> appendString(out, text);
            case UUID id -> out.append('"').append(id).append('"');
            case Instant instant -> out.append('"').append(instant).append('"');
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Boolean truth -> out.append(truth.booleanValue());
            case List<?> list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    append(out, list.get(i), mapper);
                }
                out.append(']');
            }
            default -> append(out, mapper.<JsonNode>valueToTree(value));
        }
    }

    private static void append(StringBuilder out, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.append('{');
                String[] names = node.propertyNames().toArray(String[]::new);
                java.util.Arrays.sort(names);
                for (int i = 0; i < names.length; i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    appendString(out, names[i]);
                    out.append(':');
                    append(out, node.get(names[i]));
                }
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < node.size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    append(out, node.get(i));
                }
                out.append(']');
            }
            case STRING -> appendString(out, node.stringValue());
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case NUMBER -> {
                if (!node.isIntegralNumber()) {
                    throw new IllegalArgumentException("Events hold integers only, not " + node);
                }
                out.append(node.bigIntegerValue());
            }
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("Not a JSON value: " + JsonNodeType.class.getSimpleName() + " " + node.getNodeType());
        }
    }

    static void appendString(StringBuilder out, String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            out.append(text, written, i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("Text with half a surrogate pair has no UTF-8 form");
                }
                out.append(c).append(text.charAt(++i));
            } else {
                appendEscaped(out, c);
            }
            written = i + 1;
        }
        out.append(text, written, text.length()).append('"');
    }

    private static void appendEscaped(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append(String.format("\\u%04x", (int) c));
        }
    }
}
