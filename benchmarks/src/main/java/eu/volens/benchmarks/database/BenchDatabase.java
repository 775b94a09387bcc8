package eu.volens.benchmarks.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One durable PostgreSQL server for a run. What is compared has databases of its own on it, so both sides have the same settings and disk. */
public final class BenchDatabase implements AutoCloseable {

    /** For a server with memory to itself; the first two make a commit mean a commit. */
    private static final Map<String, String> SETTINGS = settings();
    private static final List<String> SHOWN = List.of("server_version", "fsync", "synchronous_commit", "full_page_writes", "data_checksums",
            "wal_sync_method", "shared_buffers", "max_wal_size", "checkpoint_timeout", "wal_compression", "max_connections");

    private final EmbeddedPostgres server;

    private BenchDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("shared_buffers", "1GB");
        settings.put("max_wal_size", "8GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("max_connections", "200");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        return settings;
    }

    /** @param folder for data and programs; must lie on the disk that is meant */
    public static BenchDatabase start(Path folder) throws IOException, SQLException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        var log = ProcessBuilder.Redirect.appendTo(folder.resolve("postgresql.log").toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("data")).setCleanDataDirectory(true)
                .setOverrideWorkingDirectory(programs.toFile()).setErrorRedirector(log).setOutputRedirector(log);
        SETTINGS.forEach(builder::setServerConfig);
        BenchDatabase database = new BenchDatabase(start(builder, folder.resolve("postgresql.log")));
        for (String durable : List.of("fsync", "synchronous_commit")) {
            if (!database.shown().get(durable).equals("on")) {
                database.close();
                throw new IllegalStateException(durable + " is not on: commits would not be durable, and nothing measured would mean anything");
            }
        }
        return database;
    }

    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder, Path log) throws IOException {
        try {
            return builder.start();
        } catch (IOException | RuntimeException e) {
            throw new IOException("PostgreSQL did not start: " + (Files.exists(log) ? Files.readString(log).strip() : "it said nothing"), e);
        }
    }

    /** Settings as the server itself tells them. */
    public Map<String, String> shown() throws SQLException {
        Map<String, String> shown = new LinkedHashMap<>();
        try (Connection connection = connect("postgres")) {
            for (String name : SHOWN) {
                shown.put(name, text(connection, "SHOW " + name));
            }
        }
        return shown;
    }

    /** Makes an empty database and tells its address. */
    public String create(String name) throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "CREATE DATABASE " + name);
        }
        return url(name);
    }

    public void drop(String name) throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }

    public String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name + "?user=postgres";
    }

    public Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(url(name));
    }

    /**
     * Writes out what earlier work left in memory. To be done before warming up and not between measurements: right after it PostgreSQL logs
     * whole pages, which a server that does it every quarter of an hour hardly notices, and ten seconds do.
     */
    public void settle() throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "CHECKPOINT");
        }
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    public static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
