package eu.volens.benchmarks;

import eu.volens.benchmarks.crash.CrashCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code volens bench}. Exit codes: 0 measured, 1 an answer was wrong or a run could not be made, 2 not understood. */
@Command(name = "volens bench", subcommands = CrashCommand.class, mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measure this machine, each figure against a yardstick of the same run.")
public final class BenchCommand implements Runnable {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
