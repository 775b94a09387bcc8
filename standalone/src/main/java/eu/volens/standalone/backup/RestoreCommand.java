package eu.volens.standalone.backup;

import eu.volens.standalone.database.DatabaseAccess;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code volens restore}: reads all of a backup before it touches anything. */
@Command(name = "restore", sortOptions = false, description = "Put a backup back.",
        footer = {"", "Keys are neither needed in the backup nor replaced; people erased after it was made are erased again at the next start."})
public final class RestoreCommand implements Runnable {

    @Parameters(paramLabel = "FILE", description = "The backup.")
    Path file;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Folder of everything that is kept (default ./data).")
    Path data;

    @Option(names = "--replace", description = "Put what is there aside, under a dated name.")
    boolean replace;

    @Option(names = "--new-log", paramLabel = "NAME", description = "Begin a new transparency log of this name: see docs/OPERATING.md.")
    @Nullable String newLog;

    @Mixin
    ClusterOptions cluster;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Optional<DatabaseAccess> elsewhere = cluster.database();
        say("Backup " + file + " is checked");
        try (BackupFile backup = BackupFile.open(file)) {
            Contents contents = backup.verified();
            refuseStrangers(contents);
            refuseOldName(contents);
            say("  whole: " + contents.rows() + " rows from " + contents.takenAt());
            if (elsewhere.isPresent()) {
                new ClusterRestore(elsewhere.get(), Surroundings.real().clock(), this::say).restore(backup, contents, replace, newLog);
            } else {
                new FolderRestore(Surroundings.real(), this::say).restore(data, backup, contents, replace, newLog);
            }
        } catch (DamagedBackup e) {
            throw new Refusal("the backup " + file + " cannot be used: " + e.getMessage() + "; take another copy of it, or another backup", e);
        } catch (SQLException | IOException e) {
            throw new Refusal("the restore did not finish (" + e.getMessage() + "); run it again, and it completes", e);
        }
    }

    private void refuseStrangers(Contents contents) {
        List<ServiceSchema> ours = ServiceSchema.all();
        for (Contents.Schema schema : contents.schemas()) {
            ServiceSchema known = ours.stream().filter(one -> one.name().equals(schema.name())).findFirst()
                    .orElseThrow(() -> new DamagedBackup("it holds the schema " + schema.name() + ", which no Volens has"));
            List<String> strangers = known.strangers(schema.migrations());
            if (!strangers.isEmpty()) {
                throw new Refusal("the backup " + file + " was made by another Volens, with " + strangers.getFirst()
                        + "; restore it with that Volens, then start the newer of the two");
            }
        }
    }

    /** Two logs of one name are what a transparency log exists to prevent. */
    private void refuseOldName(Contents contents) {
        if (newLog == null) {
            return;
        }
        if (!newLog.matches("[^\\s+]+")) {
            throw new Refusal("a log's name has neither spaces nor plus signs; choose one such as example.eu/ledger-2");
        }
        if (contents.schemas().stream().map(Contents.Schema::log).filter(Objects::nonNull).anyMatch(log -> newLog.equals(log.origin()))) {
            throw new Refusal("the log in the backup has the name " + newLog + " already; a new log needs a new name");
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
