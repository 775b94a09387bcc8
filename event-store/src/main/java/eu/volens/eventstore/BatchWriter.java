package eu.volens.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that appends. It takes whatever commands are waiting (never waiting for more), writes their events in one transaction
 * with one commit, and only then tells each command how it went. A command whose sequence numbers are taken fails alone.
 */
final class BatchWriter implements AutoCloseable {

    /** Commands waiting at most: about a second of work; more would only wait longer. */
    static final int UNITS_WAITING_MAX = 8_192;
    /** Events in one transaction at most: past this the insert no longer gets cheaper per row. */
    private static final int BATCH_EVENTS_MAX = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final Unit LAST = new Unit(List.of(), new CompletableFuture<>());

    private final DataSource dataSource;
    private final InstantSource clock;
    private final BlockingQueue<Unit> waiting = new ArrayBlockingQueue<>(UNITS_WAITING_MAX);
    private final List<Runnable> growthListeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Connection connection;

    /** The events of one unit of work: stored all or none. */
    private record Unit(List<PendingEvent> events, CompletableFuture<Void> stored) {}

    BatchWriter(DataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("event-log-writer").daemon().start(this::run);
    }

    /**
     * Returns once the events are durable.
     *
     * @throws ConcurrencyException when a sequence number is taken or skips one; nothing of the unit was stored
     * @throws LogOverloadedException when too many are waiting; nothing was stored
     * @throws LogUnavailableException when the database failed; the unit may or may not be stored
     */
    void append(List<PendingEvent> events) {
        Unit unit = new Unit(events, new CompletableFuture<>());
        if (closed || !waiting.offer(unit)) {
            throw new LogOverloadedException(UNITS_WAITING_MAX);
        }
        if (closed && waiting.remove(unit)) {
            throw new LogOverloadedException(UNITS_WAITING_MAX);
        }
        try {
            unit.stored().join();
        } catch (CompletionException e) {
            throw rethrowable(e.getCause());
        }
    }

    private static RuntimeException rethrowable(Throwable cause) {
        // A fresh exception with the caller's own stack: the cause may be shared by a whole batch.
        return switch (cause) {
            case ConcurrencyException conflict -> conflict;
            default -> new LogUnavailableException("The log could not be written; the command may or may not be recorded", cause);
        };
    }

    void onGrowth(Runnable wake) {
        growthListeners.add(wake);
    }

    private void run() {
        List<Unit> batch = new ArrayList<>();
        while (true) {
            try {
                batch.clear();
                if (!takeBatch(batch)) {
                    return;
                }
                write(batch);
            } catch (InterruptedException stop) {
                fail(batch, stop);
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.error("A batch of {} commands could not be written: {}", batch.size(), e.getMessage());
                fail(batch, e);
                discardConnection();
            }
        }
    }

    /** Waits for one command, then takes what else is there. False when the writer is to end. */
    private boolean takeBatch(List<Unit> batch) throws InterruptedException {
        int events = 0;
        for (Unit unit = waiting.take(); unit != null; unit = events < BATCH_EVENTS_MAX ? waiting.poll() : null) {
            if (unit == LAST) {
                waiting.add(LAST);
                break;
            }
            batch.add(unit);
            events += unit.events().size();
        }
        return !batch.isEmpty();
    }

    private void write(List<Unit> batch) throws SQLException {
        Connection current = connection();
        Head head = lockHead(current);
        Map<UUID, Long> lastSequences = lastSequences(current, batch);
        List<PendingEvent> accepted = new ArrayList<>();
        List<Unit> stored = new ArrayList<>();
        Map<Unit, ConcurrencyException> conflicts = new HashMap<>();
        for (Unit unit : batch) {
            PendingEvent clash = firstClash(unit, lastSequences);
            if (clash == null) {
                accepted.addAll(unit.events());
                stored.add(unit);
            } else {
                conflicts.put(unit, new ConcurrencyException(
                        "Sequence " + clash.sequence() + " of stream " + clash.stream() + " is not the next one: somebody else was faster"));
            }
        }
        Instant recordedAt = later(clock.instant().truncatedTo(ChronoUnit.MICROS), head.recordedAt());
        if (!accepted.isEmpty()) {
            insert(current, accepted, head.position(), recordedAt);
            moveHead(current, head.position() + accepted.size(), recordedAt);
        }
        current.commit();
        stored.forEach(unit -> unit.stored().complete(null));
        conflicts.forEach((unit, conflict) -> unit.stored().completeExceptionally(conflict));
        if (!accepted.isEmpty()) {
            growthListeners.forEach(Runnable::run);
        }
    }

    /** The first event of the unit that does not follow its stream; null, with the map moved on, when all do. */
    private static @Nullable PendingEvent firstClash(Unit unit, Map<UUID, Long> lastSequences) {
        Map<UUID, Long> after = new HashMap<>();
        for (PendingEvent event : unit.events()) {
            long last = after.getOrDefault(event.stream(), lastSequences.getOrDefault(event.stream(), -1L));
            if (event.sequence() != last + 1) {
                return event;
            }
            after.put(event.stream(), event.sequence());
        }
        lastSequences.putAll(after);
        return null;
    }

    private record Head(long position, Instant recordedAt) {}

    /** Waits for other instances that are appending; from here to the commit this one is alone. */
    private static Head lockHead(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT position, recorded_at FROM log_head FOR UPDATE");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("log_head has no row; restore the database from a backup");
            }
            return new Head(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    private static Map<UUID, Long> lastSequences(Connection connection, List<Unit> batch) throws SQLException {
        Set<UUID> streams = new HashSet<>();
        batch.forEach(unit -> unit.events().forEach(event -> streams.add(event.stream())));
        Map<UUID, Long> last = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT stream, max(sequence) FROM event_log WHERE stream = ANY (?) GROUP BY stream")) {
            query.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    last.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return last;
    }

    private static void insert(Connection connection, List<PendingEvent> events, long head, Instant recordedAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO event_log (position, recorded_at, stream, sequence, type, open, person, commitment, sealed)
                SELECT ? + row.number, ?, row.stream, row.sequence, row.type, row.open, row.person, row.commitment, row.sealed
                FROM unnest(?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                    AS row (stream, sequence, type, open, person, commitment, sealed, number)""")) {
            insert.setLong(1, head);
            insert.setObject(2, recordedAt.atOffset(ZoneOffset.UTC));
            insert.setArray(3, connection.createArrayOf("uuid", events.stream().map(PendingEvent::stream).toArray()));
            insert.setArray(4, connection.createArrayOf("bigint", events.stream().map(PendingEvent::sequence).toArray()));
            insert.setArray(5, connection.createArrayOf("text", events.stream().map(PendingEvent::type).toArray()));
            insert.setArray(6, connection.createArrayOf("text", events.stream().map(PendingEvent::open).toArray()));
            insert.setArray(7, connection.createArrayOf("uuid", events.stream().map(PendingEvent::person).toArray()));
            insert.setArray(8, connection.createArrayOf("bytea", events.stream().map(PendingEvent::commitment).toArray(byte[][]::new)));
            insert.setArray(9, connection.createArrayOf("bytea", events.stream().map(PendingEvent::sealed).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    private static void moveHead(Connection connection, long position, Instant recordedAt) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE log_head SET position = ?, recorded_at = ?")) {
            update.setLong(1, position);
            update.setObject(2, recordedAt.atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private Connection connection() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = dataSource.getConnection();
            current.setAutoCommit(false);
            connection = current;
        }
        return current;
    }

    private void discardConnection() {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            try (broken) {
                broken.rollback();
            } catch (SQLException alreadyGone) {
                LOG.debug("The broken connection could not be rolled back", alreadyGone);
            }
        }
    }

    private static void fail(List<Unit> batch, Exception reason) {
        batch.forEach(unit -> unit.stored().completeExceptionally(reason));
    }

    /** Writes what is waiting, then ends. */
    @Override
    public void close() {
        closed = true;
        try {
            waiting.put(LAST);
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        List<Unit> tooLate = new ArrayList<>();
        waiting.drainTo(tooLate);
        fail(tooLate, new IllegalStateException("The log is closed"));
        discardConnection();
    }
}
