package eu.volens.projections.audit;

import eu.volens.projections.feed.Arrival;
import eu.volens.projections.feed.Trail;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of the trail: one row per topic and position, never changed, in clear because nothing personal crosses the wire. */
@Component
class AuditTrail implements Trail {

    private static final TypeReference<TreeMap<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditTrail(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A stream's entries in the order in which they were recorded.
     *
     * @param after position after which to begin; 0 for the beginning
     */
    List<AuditEntry> read(String stream, long after, int max) {
        return jdbc.sql("""
                select topic, position, type, at, actor, summary, facts from audit_entry
                where stream = :stream and position > :after order by position, topic limit :max""")
                .param("stream", stream).param("after", after).param("max", max)
                .query((row, _) -> entry(row)).list();
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getString("topic"), row.getLong("position"), row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("actor"), row.getString("summary"),
                json.readValue(row.getString("facts"), FACTS));
    }

    @Override
    public List<Arrival> keep(List<Arrival> batch, Connection connection) throws SQLException {
        Set<Long> kept = insert(batch, connection);
        return batch.stream().filter(arrival -> kept.remove(arrival.record().position())).toList();
    }

    /** The positions of those not kept before. */
    private Set<Long> insert(List<Arrival> batch, Connection connection) throws SQLException {
        List<AuditFacts> facts = batch.stream().map(arrival -> AuditFacts.of(arrival.event())).toList();
        try (var insert = connection.prepareStatement("""
                insert into audit_entry (topic, position, stream, type, at, actor, summary, facts)
                select ?, * from unnest(?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning position""")) {
            insert.setString(1, batch.getFirst().record().topic());
            insert.setArray(2, array(connection, "bigint", batch, arrival -> arrival.record().position()));
            insert.setArray(3, array(connection, "text", batch, arrival -> arrival.record().stream()));
            insert.setArray(4, array(connection, "text", batch, arrival -> arrival.record().type()));
            insert.setArray(5, array(connection, "timestamptz", batch, arrival -> arrival.record().recordedAt().atOffset(ZoneOffset.UTC)));
            insert.setArray(6, array(connection, "text", facts, AuditFacts::actor));
            insert.setArray(7, array(connection, "text", facts, AuditFacts::summary));
            insert.setArray(8, array(connection, "text", facts, fact -> json.writeValueAsString(fact.facts())));
            return positions(insert.executeQuery());
        }
    }

    private static <T> Array array(Connection connection, String type, List<T> rows, Function<T, ?> column) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private static Set<Long> positions(ResultSet rows) throws SQLException {
        try (rows) {
            Set<Long> positions = new HashSet<>();
            while (rows.next()) {
                positions.add(rows.getLong(1));
            }
            return positions;
        }
    }

    @Override
    public void forget(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate audit_entry");
        }
    }
}
