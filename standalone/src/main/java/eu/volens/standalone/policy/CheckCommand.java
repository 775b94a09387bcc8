package eu.volens.standalone.policy;

import eu.volens.ledger.policy.PolicyFolder;
import eu.volens.ledger.register.InvalidRegister;
import eu.volens.ledger.wording.Wording;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code volens policy check}: reads a controller's folder as the ledger would. Nothing has to run. Exit code 1 for a folder with mistakes. */
@Command(name = "check", sortOptions = false, description = "Read the controller's folder and name every mistake in it, with file and line.")
final class CheckCommand implements Callable<Integer> {

    @Option(names = "--controllers", paramLabel = "DIR",
            description = "Folder of the controllers' folders (default VOLENS_CONTROLLERS_DIR, or the shipped ones).")
    @Nullable Path controllers;

    @Option(names = "--controller", paramLabel = "NAME", description = "Which of them (default VOLENS_CONTROLLER, or belgian-mobile-id).")
    @Nullable String controller;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        var folder = controllers == null ? Path.of(System.getProperty("volens.controllers-dir", "controllers")) : controllers;
        var name = controller == null ? System.getProperty("volens.controller", "belgian-mobile-id") : controller;
        try {
            var read = new PolicyFolder(folder, name, Wording.load());
            var register = read.register();
            var out = line.getOut();
            out.printf("%s is in order: sites %d, purposes %d, trackers %d, languages %s%n", name, register.sites().size(), register.purposes().size(),
                    register.trackers().size(), String.join(", ", register.controller().languages()));
            read.policies(register).forEach(policy -> out.printf("  %s would be published as %s%n", policy.site(), policy.version()));
            out.flush();
            return 0;
        } catch (InvalidRegister mistakes) {
            var err = line.getErr();
            mistakes.problems().forEach(err::println);
            err.flush();
            return 1;
        }
    }
}
