package eu.volens.standalone.policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code volens policy}: a room for commands about what visitors are shown. */
@Command(name = "policy", sortOptions = false, subcommands = {CheckCommand.class, PublishCommand.class}, synopsisSubcommandLabel = "COMMAND",
        description = "Check and publish what visitors are shown.")
public final class PolicyCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;
}
