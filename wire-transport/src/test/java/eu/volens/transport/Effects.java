package eu.volens.transport;

import eu.volens.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What a reader made of the records, in a table that would show every repetition. */
record Effects(DataSource database, String reader) {

    record Effect(String topic, String stream, long position, String type, String recordedAt, String body) {
        static Effect of(WireRecord wire) {
            return new Effect(wire.topic(), wire.stream(), wire.position(), wire.type(), wire.recordedAt().toString(),
                    new String(wire.body(), StandardCharsets.UTF_8));
        }
    }

    static void createTable(DataSource database) {
        EmbeddedDatabase.execute(database, """
                create table effect (id bigint generated always as identity, reader text, topic text, stream text, position bigint,
                                     type text, recorded_at text, body text)""");
    }

    void write(List<WireRecord> batch, Connection connection) throws SQLException {
        String sql = "insert into effect (reader, topic, stream, position, type, recorded_at, body) values (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Effect effect : batch.stream().map(Effect::of).toList()) {
                insert.setString(1, reader);
                insert.setString(2, effect.topic());
                insert.setString(3, effect.stream());
                insert.setLong(4, effect.position());
                insert.setString(5, effect.type());
                insert.setString(6, effect.recordedAt());
                insert.setString(7, effect.body());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Everything written for a topic, in the order of writing. */
    List<Effect> of(String topic) {
        String sql = """
                select topic, stream, position, type, recorded_at, body from effect where reader = ? and topic = ? order by id""";
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, reader);
            select.setString(2, topic);
            List<Effect> effects = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    effects.add(new Effect(rows.getString(1), rows.getString(2), rows.getLong(3), rows.getString(4),
                            rows.getString(5), rows.getString(6)));
                }
            }
            return effects;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
