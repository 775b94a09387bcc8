package eu.volens.benchmarks.database;

import eu.volens.benchmarks.measure.WrongAnswerException;
import eu.volens.benchmarks.system.Machine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What PostgreSQL takes when nobody thinks: rows of the size of a consent event into a narrow table with the same keys as {@code event_log},
 * but with positions from a sequence, no look at what is there, and nobody told. Emptied before each measurement, which is kind to it.
 */
public final class NakedInserts {

    private static final String TABLE = """
            CREATE TABLE naked (
                position    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                recorded_at timestamptz NOT NULL DEFAULT now(),
                stream      uuid        NOT NULL,
                sequence    bigint      NOT NULL,
                type        text        NOT NULL,
                open        text        NOT NULL,
                UNIQUE (stream, sequence))""";
    private static final String ONE = "INSERT INTO naked (stream, sequence, type, open) VALUES (?, 0, 'consent.given/1', ?)";
    private static final String MANY = """
            INSERT INTO naked (stream, sequence, type, open)
            SELECT stream, 0, 'consent.given/1', open FROM unnest(?, ?) AS row (stream, open)""";
    private static final int BATCH_ROWS = 1_024;
    private static final int BATCH_CONNECTIONS = 2;

    private final BenchDatabase server;
    private final String name;
    private final String open;

    private NakedInserts(BenchDatabase server, String name, String open) {
        this.server = server;
        this.name = name;
        this.open = open;
    }

    /** @param open the open part of a real consent event; every row is as large */
    public static NakedInserts create(BenchDatabase server, String open) throws SQLException {
        NakedInserts inserts = new NakedInserts(server, "naked", open);
        server.create(inserts.name);
        try (Connection connection = server.connect(inserts.name)) {
            BenchDatabase.execute(connection, TABLE);
        }
        return inserts;
    }

    /** Rows/s, two connections that each insert 1,024 rows per transaction: about the most this machine's PostgreSQL takes. */
    public double batched(Duration time) throws SQLException {
        return rate(BATCH_CONNECTIONS, time, this::insertBatches);
    }

    /** Rows/s, one row per transaction, each connection waiting for its commit. */
    public double single(int connections, Duration time) throws SQLException {
        return rate(connections, time, this::insertOneByOne);
    }

    /** How long one row and its commit take on one connection, nanoseconds, each. */
    public long[] latencies(Duration time) throws SQLException {
        empty();
        List<Long> nanos = new ArrayList<>();
        try (Connection connection = server.connect(name)) {
            insertOneByOne(connection, System.nanoTime() + time.toNanos(), nanos);
        }
        demand(nanos.size());
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }

    private interface Inserting {
        /** Inserts until the deadline; returns how many rows. */
        long until(Connection connection, long deadline) throws SQLException;
    }

    private double rate(int connections, Duration time, Inserting inserting) throws SQLException {
        empty();
        List<Connection> open = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                open.add(server.connect(name));
            }
            long began = System.nanoTime();
            List<Future<Long>> inserted = open.stream().map(it -> threads.submit(() -> inserting.until(it, began + time.toNanos()))).toList();
            long rows = 0;
            for (Future<Long> each : inserted) {
                rows += each.get();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            demand(rows);
            return rows / seconds;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The yardstick failed", e);
        } finally {
            for (Connection each : open) {
                each.close();
            }
        }
    }

    private long insertBatches(Connection connection, long deadline) throws SQLException {
        connection.setAutoCommit(false);
        Machine.Ids ids = Machine.ids();
        String[] opens = new String[BATCH_ROWS];
        Arrays.fill(opens, open);
        long rows = 0;
        try (PreparedStatement insert = connection.prepareStatement(MANY)) {
            while (System.nanoTime() < deadline) {
                UUID[] streams = new UUID[BATCH_ROWS];
                Arrays.setAll(streams, i -> ids.next());
                insert.setArray(1, connection.createArrayOf("uuid", streams));
                insert.setArray(2, connection.createArrayOf("text", opens));
                rows += insert.executeUpdate();
                connection.commit();
            }
        }
        return rows;
    }

    private long insertOneByOne(Connection connection, long deadline) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        insertOneByOne(connection, deadline, nanos);
        return nanos.size();
    }

    private void insertOneByOne(Connection connection, long deadline, List<Long> nanos) throws SQLException {
        Machine.Ids ids = Machine.ids();
        try (PreparedStatement insert = connection.prepareStatement(ONE)) {
            for (long before = System.nanoTime(); before < deadline; ) {
                insert.setObject(1, ids.next());
                insert.setString(2, open);
                insert.executeUpdate();
                long after = System.nanoTime();
                nanos.add(after - before);
                before = after;
            }
        }
    }

    private void empty() throws SQLException {
        try (Connection connection = server.connect(name)) {
            BenchDatabase.execute(connection, "TRUNCATE naked");
        }
    }

    private void demand(long rows) throws SQLException {
        try (Connection connection = server.connect(name)) {
            WrongAnswerException.demandEqual("rows of the yardstick", rows, BenchDatabase.number(connection, "SELECT count(*) FROM naked"));
        }
    }
}
