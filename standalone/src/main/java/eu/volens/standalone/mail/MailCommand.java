package eu.volens.standalone.mail;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code volens mail}: a room for commands about mails. */
@Command(name = "mail", sortOptions = false, subcommands = MailImportCommand.class, synopsisSubcommandLabel = "COMMAND",
        description = "Hand in mails that did not come to the mailbox.")
public final class MailCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;
}
