package eu.volens.benchmarks.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import eu.volens.benchmarks.system.Machine;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.WokenEventStore;
import eu.volens.ledger.consent.ConsentEventTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.flywaydb.core.Flyway;

/**
 * One of the two engines, with its tables made, and the store over it.
 *
 * @param table that holds its events
 */
record Engines(HikariDataSource pool, EventStorageEngine engine, EventStore store, String table, AutoCloseable ending) implements AutoCloseable {

    /** Axon's engine holds one connection per command that it writes. As many as the naked one-row inserts have. */
    private static final int CONNECTIONS = 32;

    static Engines open(String which, String url, Path folder) throws IOException, SQLException {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setConnectionTimeout(60_000);
        HikariDataSource pool = new HikariDataSource(settings);
        return switch (which) {
            case "ours" -> ours(pool, folder);
            case "axon" -> axons(pool);
            default -> throw new IllegalArgumentException("no such engine: " + which);
        };
    }

    private static Engines ours(HikariDataSource pool, Path folder) throws IOException {
        Flyway.configure().dataSource(pool).locations("classpath:db/eventstore").load().migrate();
        var keys = new PostgresPersonKeys(pool, FileMasterKey.openOrCreate(folder.resolve("engine-master.key"), Machine.random()), Machine.random());
        PostgresEventStorageEngine engine = PostgresEventStorageEngine.start(pool, ConsentEventTypes.all(), keys, Machine.random(), Machine.clock());
        return new Engines(pool, engine, WokenEventStore.over(engine), "event_log", engine);
    }

    /** As Axon's manual sets it up, but in autocommit, which spares it two round trips; and with the serializer that the ledger has. */
    private static Engines axons(HikariDataSource pool) throws SQLException {
        Jackson3Serializer serializer = Jackson3Serializer.builder().build();
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder().connectionProvider(new DataSourceConnectionProvider(pool))
                .transactionManager(NoTransactionManager.instance()).persistenceExceptionResolver(new JdbcSQLErrorCodesResolver())
                .eventSerializer(serializer).snapshotSerializer(serializer).build();
        if (!exists(pool, "domainevententry")) {
            engine.createSchema(PostgresEventTableFactory.INSTANCE);
        }
        return new Engines(pool, engine, EmbeddedEventStore.builder().storageEngine(engine).build(), "domainevententry", () -> {});
    }

    private static boolean exists(DataSource pool, String table) throws SQLException {
        try (Connection connection = pool.getConnection(); var row = connection.getMetaData().getTables(null, null, table, null)) {
            return row.next();
        }
    }

    @Override
    public void close() throws Exception {
        ending.close();
        pool.close();
    }
}
