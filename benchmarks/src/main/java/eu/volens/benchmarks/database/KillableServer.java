package eu.volens.benchmarks.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that makes a commit mean a commit, on a port that stays the same, with data that outlive it. Its processes can be
 * killed as by {@code kill -9}. For one thread.
 */
public final class KillableServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KillableServer.class);
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);
    private static final String USER = "postgres";

    private final Path folder;
    private final Thread endsWithUs = new Thread(this::end);
    private EmbeddedPostgres server;
    /** Replaced at each restart, and read by the thread that ends it with this process. */
    private volatile ProcessHandle postmaster;

    private KillableServer(Path folder, EmbeddedPostgres server) throws IOException {
        this.folder = folder;
        this.server = server;
        this.postmaster = postmaster(folder);
        Runtime.getRuntime().addShutdownHook(endsWithUs);
    }

    /** @param folder for data and the server's own words; made when it is not there */
    public static KillableServer start(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new KillableServer(folder, settings(folder).start());
    }

    private static ProcessHandle postmaster(Path folder) throws IOException {
        String pid = Files.readAllLines(data(folder).resolve("postmaster.pid")).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new IOException("PostgreSQL ended by itself; see the log in " + folder));
    }

    private static Path data(Path folder) {
        return folder.resolve("postgresql");
    }

    private static EmbeddedPostgres.Builder settings(Path folder) {
        File log = folder.resolve("postgresql.log").toFile();
        return EmbeddedPostgres.builder()
                .setDataDirectory(data(folder))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_WAIT)
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log));
    }

    /** A new database with the tables of the event store. */
    public void create(String database) throws SQLException {
        execute("CREATE DATABASE " + database);
        Flyway.configure().dataSource(database(database)).locations("classpath:db/eventstore").load().migrate();
    }

    public void drop(String database) throws SQLException {
        execute("DROP DATABASE " + database + " WITH (FORCE)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Connections are new ones each time, so none of them is from before a crash. */
    public DataSource database(String database) {
        return server.getDatabase(USER, database);
    }

    public String jdbcUrl(String database) {
        return server.getJdbcUrl(USER, database);
    }

    /** Kills the server with all that belongs to it, at one moment: nobody of them can finish what it was doing. */
    public void kill() throws IOException {
        // It must not give birth while its children are counted.
        Signals.stop(postmaster);
        List<ProcessHandle> family = new ArrayList<>(postmaster.descendants().toList());
        family.add(postmaster);
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(process -> process.onExit().join());
    }

    /** Its children end by themselves when they find it gone. */
    private void end() {
        postmaster.destroyForcibly();
    }

    public boolean isDead() {
        return !postmaster.isAlive();
    }

    /** Starts the server again on what the dead one left. */
    public void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = settings(folder).setPort(port).start();
        postmaster = postmaster(folder);
        LOG.debug("PostgreSQL is back on port {}", port);
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(endsWithUs);
        server.close();
    }
}
