package eu.volens.transport;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The table {@code wire_position}, always on the reader's own transaction. Locking a row before the handler runs and moving it in the
 * same transaction is what makes a reader's effects happen once, however many instances of it believe a partition to be theirs.
 */
final class ReaderPositions {

    /** The partition number under which a log that is read directly is kept. */
    static final int IN_PROCESS = -1;

    /** One row's key. */
    record Place(String reader, String topic, int partition) {}

    /** One row's value: Kafka's offset to read next, and the last log position that was applied or passed over. */
    record Standing(long nextOffset, long lastPosition) {}

    private ReaderPositions() {}

    /**
     * Where a reader stands in a log read in process; creates the row when it is new.
     *
     * @throws IllegalStateException when the reader went further through Kafka: its partitions stand at different positions, which one
     *     position cannot express, so records would be applied twice
     */
    static Standing open(Connection connection, String reader, String topic) throws SQLException {
        Place place = new Place(reader, topic, IN_PROCESS);
        insertIfAbsent(connection, place, 0, "", 1);
        Standing standing = read(connection, place).orElseThrow();
        if (furthestOfPartitions(connection, reader, topic) > standing.lastPosition()) {
            throw new IllegalStateException("reader " + reader + " has read " + topic + " through Kafka and cannot go on in process; "
                    + "empty what it wrote and delete its rows in wire_position, then it starts at the beginning");
        }
        return standing;
    }

    /**
     * Where a reader stands in a partition; creates the row when it is new. What it has already read in process counts as read.
     * A topic made anew is read from its first offset, and what the reader knows from before is dropped by position.
     *
     * @throws IllegalStateException when the number of partitions changed: streams may have moved between partitions, so positions
     *     kept by partition no longer say what was read
     */
    static Standing open(Connection connection, Place place, String topicId, int partitions) throws SQLException {
        refuseOtherPartitions(connection, place, partitions);
        long readInProcess = read(connection, new Place(place.reader(), place.topic(), IN_PROCESS)).map(Standing::lastPosition).orElse(0L);
        insertIfAbsent(connection, place, readInProcess, topicId, partitions);
        String sql = """
                update wire_position set topic_id = ?, next_offset = 0, moved_at = now()
                where reader = ? and topic = ? and partition = ? and topic_id <> ?""";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, topicId);
            key(update, 2, place);
            update.setString(5, topicId);
            update.executeUpdate();
        }
        return read(connection, place).orElseThrow();
    }

    /**
     * Takes the row for this transaction. Empty when another transaction has it, so that another
     * instance is applying records right now, or when someone deleted it to start the reader anew.
     */
    static Optional<Standing> lock(Connection connection, Place place) throws SQLException {
        return select(connection, place, " for update skip locked");
    }

    /** Moves a row this transaction has locked. */
    static void move(Connection connection, Place place, Standing to) throws SQLException {
        String sql = """
                update wire_position set next_offset = ?, last_position = ?, moved_at = now()
                where reader = ? and topic = ? and partition = ?""";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, to.nextOffset());
            update.setLong(2, to.lastPosition());
            key(update, 3, place);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("the position of " + place + " is gone");
            }
        }
    }

    private static Optional<Standing> read(Connection connection, Place place) throws SQLException {
        return select(connection, place, "");
    }

    private static Optional<Standing> select(Connection connection, Place place, String locking) throws SQLException {
        String sql = "select next_offset, last_position from wire_position where reader = ? and topic = ? and partition = ?" + locking;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            key(select, 1, place);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(new Standing(rows.getLong(1), rows.getLong(2))) : Optional.empty();
            }
        }
    }

    private static void insertIfAbsent(Connection connection, Place place, long lastPosition, String topicId, int partitions)
            throws SQLException {
        String sql = """
                insert into wire_position (reader, topic, partition, last_position, topic_id, partitions) values (?, ?, ?, ?, ?, ?)
                on conflict do nothing""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            key(insert, 1, place);
            insert.setLong(4, lastPosition);
            insert.setString(5, topicId);
            insert.setInt(6, partitions);
            insert.executeUpdate();
        }
    }

    private static long furthestOfPartitions(Connection connection, String reader, String topic) throws SQLException {
        String sql = "select coalesce(max(last_position), 0) from wire_position where reader = ? and topic = ? and partition >= 0";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, reader);
            select.setString(2, topic);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void refuseOtherPartitions(Connection connection, Place place, int partitions) throws SQLException {
        String sql = "select partitions from wire_position where reader = ? and topic = ? and partition >= 0 and partitions <> ? limit 1";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, place.reader());
            select.setString(2, place.topic());
            select.setInt(3, partitions);
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    throw new IllegalStateException("topic " + place.topic() + " has " + partitions + " partitions, but reader "
                            + place.reader() + " has read it with " + rows.getInt(1)
                            + "; empty what it wrote and delete its rows in wire_position, then it starts at the beginning");
                }
            }
        }
    }

    private static void key(PreparedStatement statement, int first, Place place) throws SQLException {
        statement.setString(first, place.reader());
        statement.setString(first + 1, place.topic());
        statement.setInt(first + 2, place.partition());
    }
}
