package eu.volens.rights.doubt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of RFC 8601: what a mail server found when it checked who sent a message. Never throws; what cannot be read says nothing.
 *
 * @param authservId of the server that says so
 */
record AuthenticationResults(String authservId, List<Result> results) {

    private static final int FIELD_CHARS_MAX = 8_192;
    private static final int RESULTS_MAX = 100;
    /** RFC 8601, section 2.2: {@code method [/version] = result}. */
    private static final Pattern METHOD = Pattern.compile("^\\s*([A-Za-z][A-Za-z0-9-]*)\\s*(?:/\\s*\\d+)?\\s*=\\s*([A-Za-z]+)");
    /** {@code ptype.property = value}, of which only domains and addresses matter here. */
    private static final Pattern PROPERTY = Pattern.compile("\\b([a-z]+)\\s*\\.\\s*([a-z-]+)\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

    /**
     * @param method     such as {@code dkim}, in lower case
     * @param result     such as {@code pass}, in lower case
     * @param properties such as {@code header.d}, in lower case
     */
    record Result(String method, String result, Map<String, String> properties) {

        /** The domain that a property names, by itself or in an address. */
        Optional<String> domain(String... names) {
            for (String name : names) {
                String value = properties.get(name);
                if (value != null) {
                    return Optional.of(value.substring(value.lastIndexOf('@') + 1));
                }
            }
            return Optional.empty();
        }
    }

    static Optional<AuthenticationResults> parse(String field) {
        List<String> pieces = pieces(field.length() > FIELD_CHARS_MAX ? field.substring(0, FIELD_CHARS_MAX) : field);
        String[] head = pieces.getFirst().strip().split("\\s+");
        if (head[0].isEmpty()) {
            return Optional.empty();
        }
        List<Result> results = new ArrayList<>();
        pieces.stream().skip(1).limit(RESULTS_MAX).forEach(piece -> result(piece).ifPresent(results::add));
        return Optional.of(new AuthenticationResults(head[0].replace("\"", "").toLowerCase(Locale.ROOT), results));
    }

    private static Optional<Result> result(String piece) {
        Matcher method = METHOD.matcher(piece);
        if (!method.find()) {
            return Optional.empty();
        }
        Map<String, String> properties = new HashMap<>();
        Matcher property = PROPERTY.matcher(piece);
        while (property.find()) {
            properties.putIfAbsent((property.group(1) + "." + property.group(2)).toLowerCase(Locale.ROOT), property.group(3).toLowerCase(Locale.ROOT));
        }
        return Optional.of(new Result(method.group(1).toLowerCase(Locale.ROOT), method.group(2).toLowerCase(Locale.ROOT), properties));
    }

    /** What stands between semicolons, without comments (RFC 5322, section 3.2.2), which may be nested and may hold anything. */
    private static List<String> pieces(String field) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
            } else if (quoted || depth == 0 && c == '"') {
                quoted = c == '"' ? !quoted : quoted;
                // Spaces and semicolons inside quotes separate nothing.
                piece.append(c == ';' || c == '=' || Character.isWhitespace(c) ? '_' : c);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
                piece.append(' ');
            } else if (depth == 0 && c == ';') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else if (depth == 0) {
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
