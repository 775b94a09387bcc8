package eu.volens.standalone.foreign;

import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.folder.RunningVolens;
import eu.volens.standalone.foreign.CookiebotColumns.Choice;
import eu.volens.standalone.foreign.CookiebotColumns.UnreadableRow;
import eu.volens.standalone.foreign.CsvRecords.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code volens import cookiebot}: every row that can be read goes in, every one that cannot is named and kept. Exit code 1 when there are such. */
@Command(name = "cookiebot", sortOptions = false, description = "Bring a Cookiebot consent log (CSV) in, as evidence marked as foreign.",
        footer = {"", "Addresses, browsers and pages are not taken. Rows that cannot be read are named and written to FILE.rejected;",
            "the same file again changes nothing."})
final class CookiebotCommand implements Callable<Integer> {

    private static final int ROWS_AT_ONCE = 100;
    private static final int NAMED_MAX = 20;
    private static final String SEPARATORS = ";,\t";

    @Parameters(paramLabel = "FILE.csv", description = "The log, as Cookiebot hands it out.")
    Path file = Path.of("");

    @Option(names = "--site", paramLabel = "ID", required = true, description = "Of which of our sites.")
    String site = "";

    @Option(names = "--key-column", paramLabel = "HEADING", description = "The column with the visitor's key, where it is not found by itself.")
    @Nullable String keyColumn;

    @Option(names = "--time-column", paramLabel = "HEADING", description = "The column with the time, in UTC.")
    @Nullable String timeColumn;

    @Option(names = "--choice-column", paramLabel = "HEADING", description = "The column with the choice.")
    @Nullable String choiceColumn;

    @Mixin
    RunningVolens running = new RunningVolens();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    @Nullable CommandSpec spec;

    private long imported;
    private long known;
    private final List<CsvRecord> rejected = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        String token = running.serviceToken();
        String sha256 = sha256();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
                ForeignApi api = new ForeignApi(running.url(), token)) {
            String heading = Optional.ofNullable(lines.readLine()).orElse("").replaceFirst("^\uFEFF", "");
            char separator = separator(heading);
            CookiebotColumns columns = CookiebotColumns.of(CsvRecords.fields(heading, separator), keyColumn, timeColumn, choiceColumn)
                    .orElseThrow(() -> new Refusal("the first line of " + file + " does not name a key, a time and a choice; name their columns with"
                            + " --key-column, --time-column and --choice-column"));
            bringIn(new CsvRecords(lines, separator, 1), columns, api, sha256);
            keepRejected(heading);
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(file + ": " + imported + " rows brought in, " + known + " known already, " + rejected.size() + " rejected");
        out.flush();
        return rejected.isEmpty() ? 0 : 1;
    }

    private String sha256() {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException unreadable) {
            throw new Refusal(file + " cannot be read; give a file that Cookiebot handed out", unreadable);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The one that stands in the heading most often. */
    private static char separator(String heading) {
        return (char) SEPARATORS.chars().reduce((a, b) -> count(heading, b) > count(heading, a) ? b : a).orElseThrow();
    }

    private static long count(String heading, int separator) {
        return heading.chars().filter(it -> it == separator).count();
    }

    private void bringIn(CsvRecords records, CookiebotColumns columns, ForeignApi api, String sha256) throws IOException {
        ArrayNode rows = ForeignApi.JSON.createArrayNode();
        for (Optional<CsvRecord> record = records.next(); record.isPresent(); record = records.next()) {
            if (!record.get().text().isBlank()) {
                row(record.get(), columns).ifPresent(rows::add);
            }
            if (rows.size() == ROWS_AT_ONCE) {
                send(rows, api, sha256);
                rows = ForeignApi.JSON.createArrayNode();
            }
        }
        if (!rows.isEmpty()) {
            send(rows, api, sha256);
        }
    }

    private Optional<ObjectNode> row(CsvRecord record, CookiebotColumns columns) {
        try {
            Choice choice = columns.read(record.fields());
            ObjectNode row = ForeignApi.JSON.createObjectNode().put("line", record.line()).put("stamp", choice.stamp())
                    .put("consentedAt", choice.consentedAt().toString());
            row.set("categories", ForeignApi.JSON.valueToTree(choice.categories()));
            return Optional.of(row);
        } catch (UnreadableRow why) {
            rejected.add(record);
            if (rejected.size() <= NAMED_MAX) {
                PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
                err.println(file + ":" + record.line() + ": " + why.getMessage());
                err.flush();
            }
            return Optional.empty();
        }
    }

    private void send(ArrayNode rows, ForeignApi api, String sha256) {
        ObjectNode body = ForeignApi.JSON.createObjectNode().put("site", site).put("fileSha256", sha256);
        body.set("rows", rows);
        api.bringIn(body).forEach(answer -> {
            if (answer.path("outcome").asString("").equals("imported")) {
                imported++;
            } else {
                known++;
            }
        });
    }

    /** As they stood, under the same heading: mended, that file can be brought in by itself. */
    private void keepRejected(String heading) throws IOException {
        if (rejected.isEmpty()) {
            return;
        }
        Path kept = file.resolveSibling(file.getFileName() + ".rejected");
        Files.write(kept, Stream.concat(Stream.of(heading), rejected.stream().map(CsvRecord::text)).toList());
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println((rejected.size() > NAMED_MAX ? "and " + (rejected.size() - NAMED_MAX) + " more; " : "") + "all of them stand in " + kept);
        err.flush();
    }
}
