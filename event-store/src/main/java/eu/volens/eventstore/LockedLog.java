package eu.volens.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The log inside a transaction that is alone on it: nobody appends, on whatever instance, until it ends. Personal values read here are
 * erased ones: under the lock no key is asked for.
 */
public final class LockedLog {

    /** What is done while the log is locked. Must be fit to be done again: the end of its commit may go unseen. */
    public interface Work<T> {
        T on(LockedLog log) throws SQLException;
    }

    private final Connection connection;
    private final EventCodec codec;
    private final InstantSource clock;
    private LogTable.Head head;

    private LockedLog(Connection connection, EventCodec codec, InstantSource clock, LogTable.Head head) {
        this.connection = connection;
        this.codec = codec;
        this.clock = clock;
        this.head = head;
    }

    static LockedLog lock(Connection connection, EventCodec codec, InstantSource clock) throws SQLException {
        return new LockedLog(connection, codec, clock, LogTable.lockHead(connection));
    }

    /** For what else belongs into the same transaction; neither to be committed nor closed. */
    public Connection connection() {
        return connection;
    }

    public Instant now() {
        return head.next(clock);
    }

    /** All events of a stream, in order, their personal values erased. */
    public List<RecordedEvent> stream(UUID stream) throws SQLException {
        List<StoredEvent> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT position, recorded_at, stream, sequence, type, open FROM event_log WHERE stream = ? ORDER BY sequence")) {
            query.setObject(1, stream);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new StoredEvent(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getObject(3, UUID.class),
                            row.getLong(4), row.getString(5), row.getString(6), null, null, null));
                }
            }
        }
        return codec.read(rows);
    }

    /**
     * Appends an event without personal values at the end of its stream.
     *
     * @return its position
     */
    public long append(UUID stream, Record event) throws SQLException {
        long sequence = LogTable.lastSequences(connection, List.of(stream)).getOrDefault(stream, -1L) + 1;
        PendingEvent pending = codec.write(stream, sequence, event);
        if (pending.sealed() != null) {
            throw new IllegalArgumentException(pending.type() + " has personal values; it is appended by a command");
        }
        Instant recordedAt = now();
        LogTable.append(connection, List.of(pending), head, recordedAt);
        head = new LogTable.Head(head.position() + 1, recordedAt);
        return head.position();
    }

    long position() {
        return head.position();
    }
}
