package eu.volens.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import eu.volens.benchmarks.crash.CrashCommand;
import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.measure.Report;
import eu.volens.benchmarks.process.ChildJvm;
import eu.volens.benchmarks.row.Pace;
import eu.volens.benchmarks.row.Run;
import eu.volens.benchmarks.row.Suite;
import eu.volens.benchmarks.system.Home;
import eu.volens.benchmarks.system.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code volens bench}. Exit codes: 0 measured, 1 an answer was wrong or a run could not be made, 2 not understood. A missed target is a figure. */
@Command(name = "volens bench", subcommands = CrashCommand.class, mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measure this machine, each figure against a yardstick of the same run.")
public final class BenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Two short rounds on small logs, some minutes in all: shows that everything runs, not what it can do.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write every round to this file.")
    private @Nullable Path json;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Only these rows, separated by commas.")
    private @Nullable List<String> only;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        // The embedded server's library tells its every step.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        CommandLine command = spec().commandLine();
        Set<String> rows = rows(command);
        PrintWriter out = command.getOut();
        Path folder = folder();
        try {
            Report report = measure(folder, rows, command.getErr());
            out.print(report.text());
            out.flush();
            if (json != null) {
                Files.writeString(json, report.json(), StandardCharsets.UTF_8);
            }
            return report.wrong().isEmpty() ? 0 : 1;
        } finally {
            remove(folder);
        }
    }

    private Set<String> rows(CommandLine command) {
        if (only == null) {
            return Suite.rows();
        }
        Set<String> rows = new LinkedHashSet<>(only);
        rows.stream().filter(name -> !Suite.rows().contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(command, "there is no row '" + name + "'; there are " + String.join(", ", Suite.rows()));
        });
        return rows;
    }

    /** Beside the program rather than where temporary files go, which may be memory: then nothing measured would be durable. */
    private static Path folder() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Home.resolve("benchmarks/target")), "run-");
    }

    private Report measure(Path folder, Set<String> rows, PrintWriter progress) throws IOException, SQLException, InterruptedException {
        Map<String, String> machine = Machine.facts(folder);
        machine.put("load before", Machine.load());
        Pace pace = quick ? Pace.QUICK : Pace.FULL;
        machine.put("rounds", pace.rounds() + ", ours " + pace.load().toSeconds() + " s, yardsticks " + pace.yardstick().toSeconds() + " s each");
        machine.put("options of processes", String.join(" ", ChildJvm.OPTIONS));
        try (BenchDatabase server = BenchDatabase.start(Files.createDirectories(folder.resolve("postgresql")))) {
            server.shown().forEach((name, value) -> machine.put("PostgreSQL " + name, value));
            Suite suite = new Suite(new Run(server, folder, pace, progress), rows);
            suite.measure();
            machine.put("load after", Machine.load());
            return new Report(machine, suite.figures(), suite.wrong());
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("only picocli runs this");
        }
        return spec;
    }
}
