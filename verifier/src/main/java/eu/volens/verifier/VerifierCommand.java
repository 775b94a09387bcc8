package eu.volens.verifier;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "volens-verifier", mixinStandardHelpOptions = true, description = "Checks a transparency log without trusting whoever keeps it.")
public final class VerifierCommand {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VerifierCommand()).execute(arguments));
    }
}
