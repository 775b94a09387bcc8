package eu.volens.standalone.keys;

import eu.volens.standalone.Logs;
import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code volens keys}: what can be done with the keys of a data folder. */
@Command(name = "keys", subcommands = KeysCommand.Rotate.class, synopsisSubcommandLabel = "COMMAND", sortOptions = false,
        description = "Change the key that guards personal data.")
public final class KeysCommand {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    /** {@code volens keys rotate}. */
    @Command(name = "rotate", sortOptions = false, description = "Put a new master key in the place of the present one.",
            footer = {"", "Volens must not run on the folder. Broken off, run it again: it completes what it began.",
                "Backups from before need the key file from before; keep its copy with them, or let them become unreadable."})
    static final class Rotate implements Runnable {

        @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Folder of everything that is kept (default ./data).")
        Path data;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Spec
        CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            if (!DataFolder.isOne(data)) {
                throw new Refusal("there is no data of Volens in " + data.toAbsolutePath().normalize() + "; name its folder with --data DIR");
            }
            PrintWriter out = spec.commandLine().getOut();
            try (DataFolder folder = DataFolder.open(data)) {
                DataFolder.refuseUnfinishedRestore(folder.root());
                Logs.begin(folder);
                try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, Surroundings.real().random())) {
                    new KeyRotation(folder.key("master.key"), database, new SecureRandom(), line -> {
                        out.println(line);
                        out.flush();
                    }).run();
                }
            }
        }
    }
}
