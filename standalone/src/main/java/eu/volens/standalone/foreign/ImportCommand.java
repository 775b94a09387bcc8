package eu.volens.standalone.foreign;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code volens import}: a room for commands that bring evidence in. */
@Command(name = "import", sortOptions = false, subcommands = CookiebotCommand.class, synopsisSubcommandLabel = "COMMAND",
        description = "Bring another banner's consent log in, as foreign evidence.")
public final class ImportCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;
}
