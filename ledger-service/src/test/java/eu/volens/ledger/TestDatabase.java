package eu.volens.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One real PostgreSQL for all tests of a JVM; whoever asks gets a database of their own in it. */
public final class TestDatabase {

    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty database. */
    public static DataSource create() {
        return POSTGRES.getDatabase("postgres", createName());
    }

    static String createUrl() {
        return POSTGRES.getJdbcUrl("postgres", createName());
    }

    private static String createName() {
        var name = "ledger" + DATABASES.incrementAndGet();
        JdbcClient.create(POSTGRES.getPostgresDatabase()).sql("CREATE DATABASE " + name).update();
        return name;
    }
}
