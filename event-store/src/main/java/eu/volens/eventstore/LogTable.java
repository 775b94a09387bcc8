package eu.volens.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
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
 * What may be done to the log inside a transaction. Every transaction that adds to it begins with {@link #lockHead} or
 * {@link #lockAndLook}: from there to its end it is alone, whatever other instances there are, and sees all that was committed before.
 */
final class LogTable {

    private static final String LOCK_HEAD = "SELECT position, recorded_at FROM log_head FOR UPDATE";
    private static final String LAST_SEQUENCES = "SELECT stream, max(sequence) FROM event_log WHERE stream = ANY (?::uuid[]) GROUP BY stream";
    private static final String ERASED = "SELECT person FROM person_key WHERE person = ANY (?::uuid[]) AND destroyed_at IS NOT NULL";
    private static final String INSERT = """
            INSERT INTO event_log (position, recorded_at, stream, sequence, type, open, person, commitment, sealed)
            SELECT ? + row.number, ?, row.stream, row.sequence, row.type, row.open, row.person, row.commitment, row.sealed
            FROM unnest(?::uuid[], ?, ?, ?, ?::uuid[], ?, ?) WITH ORDINALITY
                AS row (stream, sequence, type, open, person, commitment, sealed, number)""";
    private static final String MOVE_HEAD = "UPDATE log_head SET position = ?, recorded_at = ?";

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
        try (PreparedStatement query = connection.prepareStatement(LOCK_HEAD); ResultSet row = query.executeQuery()) {
            return head(row);
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        if (!row.next()) {
            throw new LogStoppedException("log_head has no row; restore the database whole", null);
        }
        return new Head(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
    }

    /**
     * What must be known before anything is added.
     *
     * @param lastSequences of those streams that have events
     * @param erased        whose key is gone; erasing locks the head too, so it holds to the end of the transaction
     */
    record Before(Head head, Map<UUID, Long> lastSequences, Set<UUID> erased) {}

    /** Locks the head, then looks: several statements, each seeing what was committed before it began, sent in one round trip. */
    static Before lockAndLook(Connection connection, Collection<UUID> streams, Collection<UUID> persons) throws SQLException {
        try (PreparedStatement looks = connection.prepareStatement(
                LOCK_HEAD + "; " + LAST_SEQUENCES + (persons.isEmpty() ? "" : "; " + ERASED))) {
            looks.setObject(1, array(streams), Types.OTHER);
            if (!persons.isEmpty()) {
                looks.setObject(2, array(persons), Types.OTHER);
            }
            looks.execute();
            Head head = head(looks.getResultSet());
            looks.getMoreResults();
            Map<UUID, Long> lastSequences = lastSequences(looks.getResultSet());
            Set<UUID> erased = new HashSet<>();
            if (looks.getMoreResults()) {
                for (ResultSet rows = looks.getResultSet(); rows.next(); ) {
                    erased.add(rows.getObject(1, UUID.class));
                }
            }
            return new Before(head, lastSequences, erased);
        }
    }

    static Map<UUID, Long> lastSequences(Connection connection, Collection<UUID> streams) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LAST_SEQUENCES)) {
            query.setObject(1, array(streams), Types.OTHER);
            try (ResultSet rows = query.executeQuery()) {
                return lastSequences(rows);
            }
        }
    }

    private static Map<UUID, Long> lastSequences(ResultSet rows) throws SQLException {
        Map<UUID, Long> last = new HashMap<>();
        while (rows.next()) {
            last.put(rows.getObject(1, UUID.class), rows.getLong(2));
        }
        return last;
    }

    /** An array of ids as PostgreSQL reads it; the driver would take each apart, character by character. */
    private static String array(Collection<@Nullable UUID> ids) {
        StringBuilder array = new StringBuilder(2 + 37 * ids.size());
        for (UUID id : ids) {
            array.append(array.isEmpty() ? '{' : ',').append(id == null ? "NULL" : id.toString());
        }
        return ids.isEmpty() ? "{}" : array.append('}').toString();
    }

    /** Adds the events right after the head and moves it, in one round trip. */
    static void append(Connection connection, List<PendingEvent> events, Head head, Instant recordedAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT + "; " + MOVE_HEAD)) {
            insert.setLong(1, head.position());
            insert.setObject(2, recordedAt.atOffset(ZoneOffset.UTC));
            insert.setObject(3, array(events.stream().map(PendingEvent::stream).toList()), Types.OTHER);
            insert.setArray(4, connection.createArrayOf("bigint", events.stream().map(PendingEvent::sequence).toArray(Long[]::new)));
            insert.setArray(5, connection.createArrayOf("text", events.stream().map(PendingEvent::type).toArray(String[]::new)));
            insert.setArray(6, connection.createArrayOf("text", events.stream().map(PendingEvent::open).toArray(String[]::new)));
            insert.setObject(7, array(events.stream().map(PendingEvent::person).toList()), Types.OTHER);
            insert.setArray(8, connection.createArrayOf("bytea", events.stream().map(PendingEvent::commitment).toArray(byte[][]::new)));
            insert.setArray(9, connection.createArrayOf("bytea", events.stream().map(PendingEvent::sealed).toArray(byte[][]::new)));
            insert.setLong(10, head.position() + events.size());
            insert.setObject(11, recordedAt.atOffset(ZoneOffset.UTC));
            insert.execute();
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
