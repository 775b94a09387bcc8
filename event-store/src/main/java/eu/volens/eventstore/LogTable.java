package eu.volens.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be done to the log inside a transaction. Every transaction that adds to it begins with {@link #lockHead}: from there to its
 * end it is alone, whatever other instances there are, and sees all that was committed before.
 */
final class LogTable {

    private LogTable() {}

    /** The last position given out, and when that was recorded. */
    record Head(long position, Instant recordedAt) {

        /** When the next events are recorded: by the clock, but never before the last ones. */
        Instant next(InstantSource clock) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return now.isBefore(recordedAt) ? recordedAt : now;
        }
    }

    /** An empty log without a head, or a head that is not that of its events, is damaged: nothing may be added to it. */
    static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT position, (SELECT coalesce(max(position), 0) FROM event_log) FROM log_head")) {
            if (!row.next() || row.getLong(1) != row.getLong(2)) {
                throw new LogStoppedException("log_head is not the head of event_log: the database was damaged or restored in parts; "
                        + "restore it whole", null);
            }
        }
    }

    static Head lockHead(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT position, recorded_at FROM log_head FOR UPDATE");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new LogStoppedException("log_head has no row; restore the database whole", null);
            }
            return new Head(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    static Map<UUID, Long> lastSequences(Connection connection, Collection<UUID> streams) throws SQLException {
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

    /** Whose key is gone, of these: erasing locks the head too, so what this says holds to the end of the transaction. */
    static Set<UUID> erased(Connection connection, Collection<UUID> persons) throws SQLException {
        Set<UUID> erased = new HashSet<>();
        if (persons.isEmpty()) {
            return erased;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT person FROM person_key WHERE person = ANY (?) AND destroyed_at IS NOT NULL")) {
            query.setArray(1, connection.createArrayOf("uuid", persons.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    erased.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return erased;
    }

    /** Adds the events right after the head and moves it. */
    static void append(Connection connection, List<PendingEvent> events, Head head, Instant recordedAt) throws SQLException {
        insert(connection, events, head.position(), recordedAt);
        moveHead(connection, head.position() + events.size(), recordedAt);
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

    /**
     * Whether these very events stand right after this head: true for all, false for none. Needs the locked head, so that a transaction
     * whose end nobody saw has ended. {@code sealed} is not compared, because somebody may have been erased since; the commitment is.
     *
     * @throws LogStoppedException when only some of them do, which no transaction of ours can have left
     */
    static boolean holds(Connection connection, List<PendingEvent> events, Head head, Instant recordedAt) throws SQLException {
        int same = 0;
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT position, recorded_at, stream, sequence, type, open, person, commitment FROM event_log
                WHERE position > ? AND position <= ?""")) {
            query.setLong(1, head.position());
            query.setLong(2, head.position() + events.size());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    same += isSame(row, events.get((int) (row.getLong(1) - head.position()) - 1), recordedAt) ? 1 : 0;
                }
            }
        }
        if (same != 0 && same != events.size()) {
            throw new LogStoppedException("Only " + same + " of " + events.size() + " events of one transaction are there", null);
        }
        return same != 0;
    }

    private static boolean isSame(ResultSet row, PendingEvent event, Instant recordedAt) throws SQLException {
        @Nullable UUID person = row.getObject(7, UUID.class);
        return row.getObject(2, OffsetDateTime.class).toInstant().equals(recordedAt) && event.stream().equals(row.getObject(3, UUID.class))
                && event.sequence() == row.getLong(4) && event.type().equals(row.getString(5)) && event.open().equals(row.getString(6))
                && Objects.equals(event.person(), person) && Arrays.equals(event.commitment(), row.getBytes(8));
    }
}
