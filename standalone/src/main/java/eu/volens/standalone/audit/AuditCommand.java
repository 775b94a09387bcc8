package eu.volens.standalone.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code volens audit}: a room for commands about the proof of the log. */
@Command(name = "audit", sortOptions = false, subcommands = ExportCommand.class, synopsisSubcommandLabel = "COMMAND",
        description = "Write what an auditor needs to check the log.")
public final class AuditCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;
}
