package eu.volens.projections.statistics;

import eu.volens.projections.feed.Arrival;
import eu.volens.projections.feed.ReadModel;
import eu.volens.projections.statistics.Counts.Circumstance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of counts. */
@Component
class ConsentStatistics implements ReadModel {

    /** What is counted: a table, the column that tells its counts apart, and what stands there. */
    enum Counted {
        DECISIONS("decision_count", "site", "outcome", List.of("accepted", "refused", "partial", "withdrawn")),
        PURPOSES("purpose_count", "site,purpose", "answer", List.of("given", "refused", "withdrawn"));

        private final String table;
        private final String usual;
        private final String column;
        private final List<String> answers;

        Counted(String table, String usual, String column, List<String> answers) {
            this.table = table;
            this.usual = usual;
            this.column = column;
            this.answers = answers;
        }

        /** Dimensions for who names none. */
        String usual() {
            return usual;
        }
    }

    /** @param by value per dimension asked for @param times how often, for every answer, 0 included */
    record Row(Map<String, String> by, Map<String, Long> times) {}

    private final JdbcClient jdbc;

    ConsentStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sums, in the order of the dimensions.
     *
     * @param by   in the order to tell them; may be empty for one sum
     * @param only values that count, per dimension; the others are free
     * @param from first day, inclusive
     * @param to   last day, inclusive
     */
    List<Row> read(Counted counted, Set<Dimension> by, Map<Dimension, String> only, LocalDate from, LocalDate to, int max) {
        var columns = by.stream().map(Dimension::column).collect(Collectors.joining(", "));
        var sums = counted.answers.stream().map(answer -> "coalesce(sum(times) filter (where " + counted.column + " = '" + answer + "'), 0)::bigint as t_" + answer)
                .collect(Collectors.joining(", "));
        var query = jdbc.sql("select " + (columns.isEmpty() ? "" : columns + ", ") + sums + " from " + counted.table
                        + " where day between :from and :to" + only.keySet().stream().map(it -> " and " + it.column() + " = :" + it.name())
                        .collect(Collectors.joining())
                        + (columns.isEmpty() ? "" : " group by " + columns + " order by " + columns) + " limit :max")
                .param("from", from).param("to", to).param("max", max);
        for (var narrowed : only.entrySet()) {
            query = query.param(narrowed.getKey().name(), narrowed.getValue());
        }
        return query.query((row, _) -> row(row, by, counted)).list();
    }

    private static Row row(ResultSet row, Set<Dimension> by, Counted counted) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Dimension dimension : by) {
            values.put(dimension.code(), row.getString(dimension.column()));
        }
        Map<String, Long> times = new LinkedHashMap<>();
        for (String answer : counted.answers) {
            times.put(answer, row.getLong("t_" + answer));
        }
        return new Row(values, times);
    }

    @Override
    public void apply(List<Arrival> batch, Connection connection) throws SQLException {
        var counts = Counts.of(batch);
        if (counts.decisions().isEmpty()) {
            return;
        }
        try (var upsert = connection.prepareStatement("""
                insert into decision_count as c (site, area, policy_version, method, day, outcome, times) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (site, area, policy_version, method, day, outcome) do update set times = c.times + excluded.times""")) {
            for (var entry : counts.decisions().entrySet()) {
                set(upsert, entry.getKey().circumstance());
                upsert.setString(6, entry.getKey().outcome());
                upsert.setInt(7, entry.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        try (var upsert = connection.prepareStatement("""
                insert into purpose_count as c (site, area, policy_version, method, day, purpose, answer, times) values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (site, area, policy_version, method, day, purpose, answer) do update set times = c.times + excluded.times""")) {
            for (var entry : counts.purposes().entrySet()) {
                set(upsert, entry.getKey().circumstance());
                upsert.setString(6, entry.getKey().purpose());
                upsert.setString(7, entry.getKey().answer());
                upsert.setInt(8, entry.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static void set(PreparedStatement upsert, Circumstance circumstance) throws SQLException {
        upsert.setString(1, circumstance.site());
        upsert.setString(2, circumstance.area());
        upsert.setString(3, circumstance.policyVersion());
        upsert.setString(4, circumstance.method());
        upsert.setObject(5, circumstance.day());
    }

    @Override
    public void forget(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate decision_count, purpose_count");
        }
    }
}
