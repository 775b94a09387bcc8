package eu.volens.standalone.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records of a CSV file (RFC 4180), one after the other, each with the line it begins on and its text as it stood. */
final class CsvRecords {

    /** A record of a consent log has some hundreds; what has more has lost a quote, and would swallow the rest of the file. */
    private static final int RECORD_CHARACTERS_MAX = 64 * 1024;

    /** @param line from 1 @param text without the line end */
    record CsvRecord(long line, List<String> fields, String text) {}

    private final BufferedReader file;
    private final char separator;
    private long lines;

    CsvRecords(BufferedReader file, char separator, long linesBefore) {
        this.file = file;
        this.separator = separator;
        this.lines = linesBefore;
    }

    /** @return empty at the end of the file */
    Optional<CsvRecord> next() throws IOException {
        var first = file.readLine();
        if (first == null) {
            return Optional.empty();
        }
        long begun = ++lines;
        var text = new StringBuilder(first);
        while (isOpen(text) && text.length() <= RECORD_CHARACTERS_MAX) {
            var more = file.readLine();
            if (more == null) {
                break;
            }
            lines++;
            text.append('\n').append(more);
        }
        return Optional.of(new CsvRecord(begun, fields(text.toString(), separator), text.toString()));
    }

    private static boolean isOpen(CharSequence text) {
        return text.chars().filter(it -> it == '"').count() % 2 == 1;
    }

    static List<String> fields(String text, char separator) {
        List<String> fields = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
