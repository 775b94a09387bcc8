package eu.volens.transport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real PostgreSQL for all tests of a JVM; each test class has a database of its own in it. */
final class EmbeddedDatabase {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private EmbeddedDatabase() {}

    /** A new database with the tables of {@code db/transport}. One at a time: they are all copies of one template. */
    static synchronized DataSource create() {
        String name = "transport" + DATABASES.incrementAndGet();
        execute(Server.POSTGRES.getPostgresDatabase(), "create database " + name);
        DataSource database = Server.POSTGRES.getDatabase("postgres", name);
        execute(database, migration());
        return database;
    }

    static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of every row. */
    static List<Long> numbers(DataSource database, String sql) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String migration() {
        try (InputStream sql = EmbeddedDatabase.class.getResourceAsStream("/db/transport/V50__wire_positions.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when first asked for; ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
