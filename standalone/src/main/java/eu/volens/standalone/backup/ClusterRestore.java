package eu.volens.standalone.backup;

import eu.volens.standalone.database.DatabaseAccess;
import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Restores into a database that others operate. Keys and files are theirs to put in place. */
final class ClusterRestore {

    private final DatabaseAccess database;
    private final InstantSource clock;
    private final Consumer<String> say;

    ClusterRestore(DatabaseAccess database, InstantSource clock, Consumer<String> say) {
        this.database = database;
        this.clock = clock;
        this.say = say;
    }

    void restore(BackupFile backup, Contents contents, boolean replace, @Nullable String newLog) throws SQLException, IOException {
        List<String> inTheWay;
        try (Connection connection = database.connect()) {
            refuseUsers(connection);
            inTheWay = Loading.inTheWay(connection, contents);
        }
        if (!inTheWay.isEmpty() && !replace) {
            throw new Refusal("the database is not empty; restore into an empty one, or give --replace to put its schemas aside under dated names");
        }
        String aside = "before_" + DatedName.of(clock).toLowerCase(java.util.Locale.ROOT);
        new Loading(database, say).load(backup, contents, inTheWay.isEmpty() ? null : aside, newLog != null);
        say.accept("Restored");
        inTheWay.forEach(schema -> say.accept("What was there is in the schema " + schema + "_" + aside
                + "; drop it once all is well: people erased from now on are still in it"));
        if (newLog != null) {
            say.accept("Give the ledger volens.log.origin " + newLog
                    + ", and new files for volens.log.key-file and volens.log.last-signed-file, before it starts");
        } else {
            say.accept("Leave the files of keys, of destroyed keys and of what was signed last as they are, and start the services");
        }
    }

    private static void refuseUsers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("""
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'""")) {
            row.next();
            if (row.getInt(1) > 0) {
                throw new Refusal("others use the database (" + row.getInt(1) + " connections); stop the services first");
            }
        }
    }
}
