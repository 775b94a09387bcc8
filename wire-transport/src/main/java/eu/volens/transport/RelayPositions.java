package eu.volens.transport;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The table {@code wire_relay} in the writer's database. The row lock lets one instance of a writer relay at a time, which only saves
 * work: everything at or below the position was acknowledged, and every relay sends what follows in order, so two at once do no harm.
 */
final class RelayPositions {

    private RelayPositions() {}

    /** How far the log has reached the topic; creates the row when it is new. A topic made anew has been reached by nothing. */
    static long open(Connection connection, String topic, String topicId) throws SQLException {
        execute(connection, "insert into wire_relay (topic, topic_id) values (?, ?) on conflict do nothing", topic, topicId);
        execute(connection, """
                update wire_relay set topic_id = ?, position = 0, moved_at = now() where topic = ? and topic_id <> ?""",
                topicId, topic, topicId);
        return select(connection, "select position from wire_relay where topic = ?", topic).orElseThrow();
    }

    /** Takes the row for this transaction; empty when another instance is relaying right now. */
    static OptionalLong lock(Connection connection, String topic) throws SQLException {
        return select(connection, "select position from wire_relay where topic = ? for update skip locked", topic);
    }

    /** Moves the row this transaction has locked. */
    static void move(Connection connection, String topic, long position) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update wire_relay set position = ?, moved_at = now() where topic = ?")) {
            update.setLong(1, position);
            update.setString(2, topic);
            update.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        }
    }

    private static OptionalLong select(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters); ResultSet rows = statement.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
