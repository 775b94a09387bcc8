package eu.volens.verifier;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line. Whatever goes wrong ends with one line and an exit code, never with a stack trace. Options are told to picocli by calls:
 * reading annotations took it a third of the time that a start takes.
 */
public final class VerifierCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("volens-verifier");

    private VerifierCommand() {
        spec.usageMessage().description("Checks a transparency log and its proofs. Needs no network and trusts nothing that it reads.")
                .footer("", "Exit code 0: it holds. 1: it does not. 2: it could not be judged.");
        spec.addOption(OptionSpec.builder("-h", "--help").type(boolean.class).usageHelp(true).scopeType(CommandLine.ScopeType.INHERIT)
                .description("Show this help.").build());
        spec.addSubcommand("fsck", new FsckCommand().spec());
        spec.addSubcommand("inclusion", new InclusionCommand().spec());
        spec.addSubcommand("consistency", new ConsistencyCommand().spec());
        spec.addSubcommand("checkpoint", new CheckpointCommand().spec());
    }

    public static void main(String[] arguments) {
        System.exit(run(line(), arguments));
    }

    static CommandLine line() {
        return new CommandLine(new VerifierCommand().spec);
    }

    static int run(CommandLine line, String... arguments) {
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler((wrongUsage, given) -> {
            CommandLine command = wrongUsage.getCommandLine();
            command.getErr().println("NOT JUDGED: " + plain(wrongUsage.getMessage()) + "; see " + command.getCommandSpec().qualifiedName() + " --help");
            return Verdict.NOT_JUDGED.exitCode();
        });
        line.setExecutionExceptionHandler((failure, command, result) -> end(command, failure));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError tooMuch) {
            line.getErr().println("NOT JUDGED: not enough memory for this; give java more with -Xmx");
            return Verdict.NOT_JUDGED.exitCode();
        }
    }

    private static int end(CommandLine command, Exception failure) {
        Verdict verdict = failure instanceof UnprovenException unproven ? unproven.verdict() : Verdict.NOT_JUDGED;
        String why = failure instanceof UnprovenException ? plain(failure.getMessage())
                : "this program failed with " + failure.getClass().getSimpleName() + ", which is its fault";
        command.getErr().println((verdict == Verdict.DOES_NOT_HOLD ? "DOES NOT HOLD: " : "NOT JUDGED: ") + why);
        return verdict.exitCode();
    }

    private static String plain(String message) {
        return message.lines().findFirst().orElse("");
    }

    @Override
    public Integer call() {
        spec.commandLine().getErr().println("NOT JUDGED: say what to check; see " + spec.name() + " --help");
        return Verdict.NOT_JUDGED.exitCode();
    }
}
