package eu.volens.benchmarks.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import eu.volens.benchmarks.system.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code volens bench crash}. Exit codes: 0 nothing wrong, 1 something wrong or a run could not be made, 2 not understood. */
@Command(name = "crash", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Kill writers and databases under load, and compare what is left with what was promised.")
public final class CrashCommand implements Callable<Integer> {

    private static final int RUNS_PER_LINE = 10;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "20", description = "How many runs (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Run i does what seed S + i says (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to a file, too.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        quiet();
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("volens-crash-");
        CrashRuns.Outcome outcome = new CrashRuns(folder, progress -> show(progress, out), Surroundings.real()).run(runs, seed);
        Map<String, Long> figures = outcome.tally().figures();
        figures.forEach((name, number) -> out.printf("%-44s %10d%n", name, number));
        if (json != null) {
            Files.writeString(json, JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document(outcome)) + "\n");
        }
        if (outcome.wrong().isEmpty()) {
            delete(folder);
            out.flush();
            return 0;
        }
        outcome.wrong().stream().limit(20).forEach(finding -> out.println(finding.kind() + " " + finding.what()));
        out.printf("Wrong with seed %d; the database and what the writers told are kept in %s%n", outcome.seedOfLastRun(), folder);
        out.flush();
        return 1;
    }

    /** Servers that die are what this is about; their libraries' alarm would drown what is found. */
    private static void quiet() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.OFF);
    }

    private static void show(CrashRuns.Progress progress, PrintWriter out) {
        if ((progress.run() + 1) % RUNS_PER_LINE == 0) {
            out.printf("%d of %d runs, %d kills, %d commands acknowledged, %d wrong%n", progress.run() + 1, progress.runs(), progress.tally().kills(),
                    progress.tally().acked(), progress.tally().wrong());
            out.flush();
        }
    }

    private Map<String, Object> document(CrashRuns.Outcome outcome) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("seed", seed);
        outcome.tally().figures().forEach((name, number) -> document.put(name.strip(), number));
        document.put("wrong", outcome.wrong().stream().map(finding -> finding.kind() + " " + finding.what()).toList());
        return document;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
