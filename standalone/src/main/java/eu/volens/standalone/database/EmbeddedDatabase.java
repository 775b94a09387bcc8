package eu.volens.standalone.database;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * The PostgreSQL server of one data folder. What it acknowledged survives a crash of this process and of the machine.
 * Listens on the loopback address only, on a free port, and asks for a password that only the folder's owner can read.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** The role the services sign in as: owns the database, is no superuser. */
    public static final String USER = "volens";
    private static final String DATABASE = "volens";
    private static final String MAJOR_VERSION = "18";
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    /** Its own files and the room it takes for writing ahead. */
    private static final long FREE_MEGABYTES_MIN = 300;
    private static final long BYTES_PER_MEGABYTE = 1024 * 1024;

    private final EmbeddedPostgres server;
    private final String password;
    private final ProcessHandle process;
    private volatile boolean closing;

    private EmbeddedDatabase(EmbeddedPostgres server, String password, ProcessHandle process) {
        this.server = server;
        this.password = password;
        this.process = process;
    }

    /**
     * Starts the server, making its data the first time. Requires the folder's lock, so any server found on its data is an orphan.
     *
     * @throws Refusal when PostgreSQL cannot run here, with what to do about it
     */
    public static EmbeddedDatabase start(DataFolder folder, RandomGenerator random) {
        refuseOtherVersion(folder);
        refuseFullDisk(folder, FREE_MEGABYTES_MIN);
        refuseRootWithoutNamespaces(folder);
        OrphanServer.end(folder.postgresql());
        String password = folder.secret("postgresql.password", 32, random);
        try {
            EmbeddedPostgres server = settings(folder, password).start();
            ProcessHandle process = ServerProcess.of(folder.postgresql()).orElseThrow(() -> new IOException("the server is gone already"));
            EmbeddedDatabase database = new EmbeddedDatabase(server, password, process);
            database.createDatabase();
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            throw new Refusal("PostgreSQL did not start; its own words are in " + serverLog(folder), e);
        }
    }

    /** Ends a server that a crash left on the folder's data. Requires the folder's lock. */
    public static void endOrphan(DataFolder folder) {
        OrphanServer.end(folder.postgresql());
    }

    private static EmbeddedPostgres.Builder settings(DataFolder folder, String password) throws IOException {
        File log = serverLog(folder).toFile();
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.postgresql())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(DataFolder.ownerOnlyFolder(folder.postgresqlPrograms()).toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_WAIT)
                // Handed to initdb: passwords from the first moment, and an order of text that no system update changes.
                .setLocaleConfig("pwfile", folder.key("postgresql.password").toString())
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setConnectConfig("password", password)
                // The library's defaults are for tests: not durable. These two make a commit mean a commit.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                // A week of logs in postgresql/log; without the details that quote rows.
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_truncate_on_rotation", "on")
                .setServerConfig("log_error_verbosity", "terse")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log));
    }

    private static Path serverLog(DataFolder folder) {
        return folder.logs().resolve("postgresql.log");
    }

    private static void refuseOtherVersion(DataFolder folder) {
        Path version = folder.postgresql().resolve("PG_VERSION");
        try {
            if (Files.exists(version) && !Files.readString(version).strip().equals(MAJOR_VERSION)) {
                throw new Refusal("the data in " + folder.postgresql() + " was made by PostgreSQL " + Files.readString(version).strip()
                        + ", this Volens brings " + MAJOR_VERSION + "; use the Volens that made it, or choose another folder with --data DIR");
            }
        } catch (IOException e) {
            throw new Refusal("cannot read " + version + ": " + e.getMessage(), e);
        }
    }

    static void refuseFullDisk(DataFolder folder, long megabytesMin) {
        try {
            long free = Files.getFileStore(folder.root()).getUsableSpace() / BYTES_PER_MEGABYTE;
            if (free < megabytesMin) {
                throw new Refusal("only " + free + " MB are free where " + folder.root() + " is, and PostgreSQL needs " + megabytesMin
                        + " MB to start; make room, or choose another folder with --data DIR");
            }
        } catch (IOException e) {
            throw new Refusal("cannot tell how much room there is for " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    /**
     * PostgreSQL never runs as root. It is started in a user namespace, where root is nobody; that nobody still owns root's files,
     * but no longer passes closed doors above them.
     */
    private static void refuseRootWithoutNamespaces(DataFolder folder) {
        if (!"root".equals(System.getProperty("user.name")) || !System.getProperty("os.name").startsWith("Linux")) {
            return;
        }
        if (!LinuxUtils.isUnshareAvailable()) {
            throw new Refusal("PostgreSQL does not run as root, and this system lets no user namespace be made; start Volens as an ordinary user");
        }
        if (!succeeds("unshare", "-U", "test", "-w", folder.root().toString())) {
            throw new Refusal("PostgreSQL, which does not run as root, cannot reach " + folder.root()
                    + "; choose a folder below folders that everyone may pass, with --data DIR, or start Volens as an ordinary user");
        }
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            if (!statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'").next()) {
                statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + password + "'");
            }
            if (!statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'").next()) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + USER);
            }
        }
    }

    /** Where the services' database is, for role {@link #USER}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    public String password() {
        return password;
    }

    /** How the services come in. */
    public DatabaseAccess access() {
        return new DatabaseAccess(jdbcUrl(), USER, password);
    }

    /**
     * How to come into the database of a folder that another process has open.
     *
     * @throws Refusal when its server does not take connections at the moment
     */
    public static DatabaseAccess running(Path root) {
        Path data = root.resolve("postgresql");
        try {
            if (ServerProcess.of(data).isPresent()) {
                int port = ServerProcess.port(data).orElseThrow(() -> new NoSuchFileException(ServerProcess.file(data).toString()));
                String password = Files.readString(root.resolve("keys").resolve("postgresql.password")).strip();
                return new DatabaseAccess("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, USER, password);
            }
        } catch (NoSuchFileException notYet) {
            // Said below: the server is on its way up or down.
        } catch (IOException e) {
            throw new Refusal("the running database of " + root + " cannot be found (" + e.getMessage() + "); run as the user who runs Volens", e);
        }
        throw new Refusal("the Volens that uses " + root + " is just starting or ending; try again in a moment");
    }

    /** A connection as the services have it. */
    public Connection connect() throws SQLException {
        return server.getDatabase(USER, DATABASE, Map.of("password", password)).getConnection();
    }

    /** Connections as a service has them: its tables are found in its schema. */
    public DataSource in(String schema) {
        return server.getDatabase(USER, DATABASE, Map.of("password", password, "currentSchema", schema));
    }

    /** Runs the action when the server ends without having been asked to: killed from outside, most likely. */
    public void onBreakdown(Runnable action) {
        process.onExit().thenRun(() -> {
            if (!closing) {
                action.run();
            }
        });
    }

    /** Ends the server after the running statements; connections are cut. */
    @Override
    public void close() {
        closing = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
