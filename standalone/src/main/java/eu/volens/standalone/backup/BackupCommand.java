package eu.volens.standalone.backup;

import eu.volens.standalone.database.DatabaseAccess;
import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code volens backup}: works while Volens runs and while it does not. */
@Command(name = "backup", sortOptions = false, description = "Write what the database holds to a file.",
        footer = {"", "Works while Volens runs. Keep a copy of the folder keys as well, somewhere else: see docs/OPERATING.md."})
public final class BackupCommand implements Runnable {

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The backup, a ZIP file that does not exist yet.")
    Path out;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Folder of everything that is kept (default ./data).")
    Path data;

    @Mixin
    ClusterOptions cluster;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Optional<DatabaseAccess> elsewhere = cluster.database();
        if (elsewhere.isPresent()) {
            write(elsewhere.get());
            return;
        }
        if (!DataFolder.isOne(data)) {
            throw new Refusal("there is no data of Volens in " + data.toAbsolutePath().normalize() + "; name its folder with --data DIR");
        }
        Optional<DataFolder> free = DataFolder.openUnlessInUse(data);
        if (free.isEmpty()) {
            DataFolder.refuseUnfinishedRestore(data);
            write(EmbeddedDatabase.running(data.toAbsolutePath().normalize()));
            return;
        }
        try (DataFolder folder = free.get()) {
            DataFolder.refuseUnfinishedRestore(data);
            if (!Files.exists(folder.postgresql())) {
                throw new Refusal("the folder " + folder.root() + " holds no database yet; start Volens once, and there is something to keep");
            }
            try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, Surroundings.real().random())) {
                write(database.access());
            }
        }
    }

    private void write(DatabaseAccess database) {
        say("Backup of " + database);
        try (Connection connection = database.connect()) {
            Contents contents = new BackupWriter(Surroundings.real().clock(), this::say).write(connection, out);
            say("Backup written: " + out + ", " + contents.rows() + " rows, " + Files.size(out) + " bytes");
            say("It opens only with the keys, which are not in it: keep a copy of the folder keys somewhere else");
        } catch (SQLException | IOException | DamagedBackup e) {
            throw new Refusal("no backup was written (" + e.getMessage() + "); try again, and no older one was touched", e);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
