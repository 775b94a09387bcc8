package eu.volens.standalone.backup;

import eu.volens.standalone.database.DatabaseAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Loads a backup into a database. Everything is made in schemas of other names, which get their own in the transaction that holds the rows:
 * a crash at any moment leaves the database as it was or as it should be, and remains that the next attempt clears away.
 */
final class Loading {

    private static final String STAGING = "restoring_";
    private static final int BUFFER_BYTES = 1 << 16;

    private final DatabaseAccess database;
    private final Consumer<String> say;

    Loading(DatabaseAccess database, Consumer<String> say) {
        this.database = database;
        this.say = say;
    }

    /** Which of the backup's schemas the database has already. */
    static List<String> inTheWay(Connection connection, Contents contents) throws SQLException {
        List<String> present = new ArrayList<>();
        for (Contents.Schema schema : contents.schemas()) {
            if (new Catalogue(connection).hasSchema(schema.name())) {
                present.add(schema.name());
            }
        }
        return present;
    }

    /**
     * @param contents of the backup, verified
     * @param aside    what is added to the names of schemas that stand in the way; null when there are none
     * @param newLog   begins the tree anew: nothing that was signed is loaded
     */
    void load(BackupFile backup, Contents contents, @Nullable String aside, boolean newLog) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            for (Contents.Schema schema : contents.schemas()) {
                makeEmpty(connection, schema);
            }
            connection.setAutoCommit(false);
            for (Contents.Schema schema : contents.schemas()) {
                load(connection, backup, schema);
                if (newLog && schema.log() != null) {
                    beginTree(connection, STAGING + schema.name());
                }
            }
            try (Statement statement = connection.createStatement()) {
                for (String old : aside == null ? List.<String>of() : inTheWay(connection, contents)) {
                    statement.execute("ALTER SCHEMA " + old + " RENAME TO " + old + "_" + aside);
                }
                for (Contents.Schema schema : contents.schemas()) {
                    statement.execute("ALTER SCHEMA " + STAGING + schema.name() + " RENAME TO " + schema.name());
                }
            }
            connection.commit();
        }
    }

    /** The schema as the backup's versions have it, with exactly their scripts. */
    private void makeEmpty(Connection connection, Contents.Schema schema) throws SQLException, IOException {
        String staging = STAGING + schema.name();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + staging + " CASCADE");
            statement.execute("CREATE SCHEMA " + staging);
        }
        ServiceSchema ours = ServiceSchema.all().stream().filter(one -> one.name().equals(schema.name())).findFirst().orElseThrow();
        Path scripts = Files.createTempDirectory("volens-restore");
        try {
            for (Contents.Migration migration : schema.migrations()) {
                ServiceSchema.Script script = ours.scripts().get(migration.version());
                try (InputStream content = script.content().getInputStream()) {
                    Files.copy(content, scripts.resolve(script.fileName()));
                }
            }
            Flyway.configure().dataSource(database.jdbcUrl(), database.user(), database.password()).locations("filesystem:" + scripts)
                    .schemas(staging).defaultSchema(staging).createSchemas(false).load().migrate();
        } finally {
            try (Stream<Path> files = Files.list(scripts)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(scripts);
        }
    }

    private void load(Connection connection, BackupFile backup, Contents.Schema schema) throws SQLException, IOException {
        String staging = STAGING + schema.name();
        checkShape(new Catalogue(connection), staging, schema);
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (Statement statement = connection.createStatement()) {
            // Migrations leave first rows behind, such as an empty log's head.
            statement.execute("TRUNCATE " + schema.tables().stream().map(table -> staging + "." + table.name()).collect(Collectors.joining(", ")));
            for (Contents.Table table : schema.tables()) {
                say.accept("  " + schema.name() + "." + table.name() + ": " + table.rows() + (table.rows() == 1 ? " row" : " rows"));
                try (BackupFile.Rows rows = backup.rows(schema, table)) {
                    long loaded = copy.copyIn("COPY " + staging + "." + table.name() + " (" + String.join(", ", table.columns()) + ") FROM STDIN",
                            rows.stream(), BUFFER_BYTES);
                    rows.check();
                    if (loaded != table.rows()) {
                        throw new DamagedBackup(table.entry(schema) + " holds " + loaded + " rows, not " + table.rows());
                    }
                }
                statement.execute("ANALYZE " + staging + "." + table.name());
            }
        }
        for (Contents.Sequence sequence : schema.sequences()) {
            continueSequence(connection, staging + "." + sequence.name(), sequence.last());
        }
    }

    private static void checkShape(Catalogue catalogue, String staging, Contents.Schema schema) throws SQLException {
        Map<String, List<String>> wanted = new TreeMap<>();
        schema.tables().forEach(table -> wanted.put(table.name(), table.columns()));
        List<String> sequences = catalogue.sequences(staging).stream().map(Contents.Sequence::name).toList();
        if (!catalogue.tables(staging).equals(wanted) || !sequences.equals(schema.sequences().stream().map(Contents.Sequence::name).toList())) {
            throw new DamagedBackup("its tables in " + schema.name() + " are not those that its versions make");
        }
    }

    private static void continueSequence(Connection connection, String sequence, @Nullable Long last) throws SQLException {
        if (last != null) {
            try (PreparedStatement set = connection.prepareStatement("SELECT setval(?::regclass, ?)")) {
                set.setString(1, sequence);
                set.setLong(2, last);
                set.execute();
            }
        }
    }

    private static void beginTree(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + schema + ".log_tile, " + schema + ".log_cosignature");
            statement.execute("UPDATE " + schema + ".log_tree SET size = 0, checkpoint = NULL");
        }
    }
}
