package eu.volens.rights.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Content-Type or Content-Disposition field, read as far as it makes sense. Never throws. */
record ContentKind(String value, Map<String, String> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*([\\w!#$&+.^`|~*-]{1,64})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,1000})\"|([^;\\s]{0,1000}))");
    private static final int PARAMETERS_MAX = 50;

    static ContentKind of(String field) {
        int end = field.indexOf(';');
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(field);
        while (matcher.find() && parameters.size() < PARAMETERS_MAX) {
            String value = matcher.group(2) != null ? matcher.group(2).replaceAll("\\\\(.)", "$1") : matcher.group(3);
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return new ContentKind((end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT), parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A parameter meant for people: in encoded words, as many write it, or in the pieces and charset of RFC 2231. */
    Optional<String> text(String name) {
        String plain = parameter(name);
        return (plain.isBlank() ? extended(name) : Optional.of(EncodedWords.decode(plain))).filter(text -> !text.isBlank());
    }

    private Optional<String> extended(String name) {
        String whole = parameter(name + "*");
        if (!whole.isEmpty()) {
            return Optional.of(percentDecoded(whole));
        }
        StringBuilder pieces = new StringBuilder();
        for (int i = 0; i < PARAMETERS_MAX; i++) {
            pieces.append(parameter(name + "*" + i)).append(parameter(name + "*" + i + "*"));
        }
        boolean coded = parameters.containsKey(name + "*0*");
        return Optional.of(pieces.toString()).map(value -> coded ? percentDecoded(value) : EncodedWords.decode(value));
    }

    /** {@code utf-8'en'na%C3%AFve.pdf}. */
    private static String percentDecoded(String value) {
        String[] charsetLanguageText = value.split("'", 3);
        boolean whole = charsetLanguageText.length == 3;
        String text = (whole ? charsetLanguageText[2] : value).replace("=", "=3D").replace('%', '=');
        byte[] coded = text.getBytes(StandardCharsets.UTF_8);
        return Charsets.decode(TransferEncoding.undo(coded, 0, coded.length, "quoted-printable"), whole ? charsetLanguageText[0] : "utf-8").text();
    }
}
