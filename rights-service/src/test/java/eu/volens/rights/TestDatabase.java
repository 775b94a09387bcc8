package eu.volens.rights;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for all tests of this JVM; an empty database of its own for whoever asks. */
public final class TestDatabase {

    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String createUrl() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE DATABASE " + name);
        return SERVER.getJdbcUrl("postgres", name);
    }

    private static void run(String sql) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of a database to which nobody is connected. @return its address */
    public static String copy(String url) {
        String copy = "c" + UUID.randomUUID().toString().replace("-", "");
        run("CREATE DATABASE " + copy + " TEMPLATE " + name(url));
        return SERVER.getJdbcUrl("postgres", copy);
    }

    /** Puts a database in the place of another; nobody may be connected to either. */
    public static void replace(String url, String byUrl) {
        run("DROP DATABASE " + name(url));
        run("ALTER DATABASE " + name(byUrl) + " RENAME TO " + name(url));
    }

    private static String name(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    }

    /** Nobody is let in any more, and who is in is thrown out; or everybody is let in again. */
    static void shut(String url, boolean shut) {
        String name = url.replaceFirst(".*/(t[0-9a-f]+).*", "$1");
        try (Connection connection = SERVER.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + !shut);
            if (shut) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static DataSource create() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(createUrl());
        return database;
    }
}
