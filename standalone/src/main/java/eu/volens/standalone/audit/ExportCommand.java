package eu.volens.standalone.audit;

import eu.volens.standalone.folder.RunningVolens;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code volens audit export}: the log or a part of it, docs/formats/audit-export.md, as a ZIP or unpacked. */
@Command(name = "export", sortOptions = false, description = "Copy the log from the running Volens, with what it takes to check the copy.",
        footer = {"", "The copy is checked with volens-verifier.jar, see docs/VERIFYING.md."})
final class ExportCommand implements Runnable {

    private static final Pattern WHERE = Pattern.compile("[0-9]{1,18}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+))?");

    @Option(names = "--out", paramLabel = "DIR|ZIP", required = true, description = "Where to: a new folder, or a new file whose name ends in .zip.")
    Path out = Path.of("");

    @Option(names = "--from", paramLabel = "WHERE", description = "The first entry: its position, or a day in UTC (2026-11-01), or an instant with its zone.")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "WHERE", description = "The last entry, in the same words; a day counts to its end.")
    @Nullable String to;

    @Mixin
    RunningVolens running = new RunningVolens();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    @Nullable CommandSpec spec;

    @Override
    public void run() {
        PrintWriter console = command().commandLine().getOut();
        URI ledger = URI.create(running.url() + "/log/export" + query());
        String token = running.auditorToken();
        try (Destination destination = Destination.of(out)) {
            destination.keep(new LogDownload(ledger, token, console).into(destination.half()));
        } catch (LogDownload.NotUnderstood question) {
            throw wrong(question.getMessage());
        }
        console.println(out + " is written; check it with java -jar volens-verifier.jar fsck " + out + " --key VKEY");
        console.flush();
    }

    private String query() {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        where("from", from).ifPresent(query::add);
        where("to", to).ifPresent(query::add);
        return query.toString();
    }

    /** Refused here too, before anybody is asked: what it means is for the ledger to say. */
    private Optional<String> where(String name, @Nullable String value) {
        if (value != null && !WHERE.matcher(value).matches()) {
            throw wrong("Invalid value for option '--" + name + "': give a position (1000), a day in UTC (2026-11-01), or an instant with its zone"
                    + " (2026-11-01T12:00:00Z)");
        }
        return value == null ? Optional.empty() : Optional.of(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("not made by picocli");
        }
        return spec;
    }
}
