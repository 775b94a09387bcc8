package eu.volens.rights.answer;

import eu.volens.rights.holder.HolderAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code consents.csv} (RFC 4180, UTF-8): one row per decision, for whoever takes the data elsewhere with a spreadsheet or a script
 * (Article 20 GDPR). Names and values are those of {@code data.json}; lists are separated by spaces, since ids hold none.
 */
final class ConsentsTable {

    private static final List<String> COLUMNS = List.of("holder", "record", "site", "area", "at", "type", "given", "refused", "withdrawn",
            "policyVersion", "language", "layer", "method");
    private static final String END_OF_LINE = "\r\n";

    private ConsentsTable() {}

    static byte[] of(AnswerContent content) {
        Stream<List<String>> rows = content.found().stream().map(AnswerContent.Found::answer).flatMap(answer -> answer.records().stream()
                .flatMap(record -> record.history().stream().map(change -> row(answer.holder(), record, change))));
        return Stream.concat(Stream.of(COLUMNS), rows).map(ConsentsTable::line).collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> row(String holder, HolderAnswer.ConsentRecord record, HolderAnswer.Change change) {
        return List.of(holder, record.record().toString(), record.site(), record.area(), change.at().toString(), change.type(),
                String.join(" ", change.given()), String.join(" ", change.refused()), String.join(" ", change.withdrawn()),
                orEmpty(change.policyVersion()), orEmpty(change.language()), orEmpty(change.layer()), orEmpty(change.method()));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String line(List<String> values) {
        return values.stream().map(ConsentsTable::quoted).collect(Collectors.joining(",")) + END_OF_LINE;
    }

    private static String quoted(String value) {
        return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
