package eu.volens.rights.mailbox;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Content-Type or Content-Disposition field, read as far as it makes sense. Never throws. */
record ContentKind(String value, Map<String, String> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(";\\s*([\\w!#$&+.^`|~*-]{1,64})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,1000})\"|([^;\\s]{0,1000}))");
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
}
