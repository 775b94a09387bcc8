package eu.volens.benchmarks.crash;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code volens bench crash}. */
@Command(name = "crash", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Kill writers and databases under load, and compare what is left with what was promised.")
public final class CrashCommand implements Runnable {

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
