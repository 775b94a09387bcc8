package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queries of every command and every reader read the rows they answer with and no others, also under a plan that was made on an empty
 * table and kept, as a connection that is older than the log keeps it.
 */
class QueryPlansIT {

    private static final String SHORT = "00000000-0000-4000-8000-000000000001";
    private static final String SNAPPED = "00000000-0000-4000-8000-000000000002";
    private static final int EVENTS = 20_000;

    /** @param rows that it may touch, of events and snapshots */
    private record Hot(String name, String types, String sql, String values, int rows) {

        String numbered() {
            String numbered = sql;
            for (int i = 1; numbered.contains("?"); i++) {
                numbered = numbered.replaceFirst("\\?", "\\$" + i);
            }
            return numbered;
        }
    }

    private static final String STREAMS = "ARRAY['" + SHORT + "', '" + SNAPPED + "']::uuid[]";
    private static final List<Hot> HOT = List.of(
            new Hot("tail", "bigint, int", PostgresEventStorageEngine.AFTER_POSITION, EVENTS - 10 + ", 500", 10),
            new Hot("page", "bigint, int", PostgresEventStorageEngine.AFTER_POSITION, "5000, 500", 500),
            new Hot("streams", "uuid[]", PostgresEventStorageEngine.OF_STREAMS, STREAMS, 6),
            new Hot("shortened", "uuid[]", PostgresEventStorageEngine.OF_STREAMS_SHORTENED, STREAMS, 5),
            new Hot("last", "uuid", PostgresEventStorageEngine.LAST_SEQUENCE, "'" + SHORT + "'", 1));

    /** What the check is there for: it once read the whole log for each command. */
    private static final Hot GUILTY = new Hot("guilty", "uuid[]",
            PostgresEventStorageEngine.OF_STREAMS_SHORTENED.replace(" ORDER BY sequence OFFSET 0", "").replace(" OFFSET 0", ""), STREAMS, 5);

    @Test
    void aPlanMadeOnAnEmptyTableAndAnyOtherReadsOnlyWhatIsAskedFor() throws Exception {
        try (Connection connection = TestDatabase.create().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan");
            for (Hot query : HOT) {
                prepare(statement, query);
            }
            prepare(statement, GUILTY);
            fill(statement);
            assertThat(rowsRead(plan(statement, GUILTY))).isGreaterThan(EVENTS);
            assertOwnRowsOnly(statement, "planned on an empty table");
            statement.execute("SET plan_cache_mode = force_custom_plan");
            assertOwnRowsOnly(statement, "planned on a table that nobody has analysed");
            statement.execute("ANALYZE");
            assertOwnRowsOnly(statement, "planned on an analysed table");
            statement.execute("SET plan_cache_mode = force_generic_plan");
            assertOwnRowsOnly(statement, "planned on an analysed table, for any values");
        }
    }

    private static void prepare(Statement statement, Hot query) throws SQLException {
        statement.execute("PREPARE " + query.name() + " (" + query.types() + ") AS " + query.numbered());
        statement.execute("EXECUTE " + query.name() + " (" + query.values() + ")");
    }

    /** Streams of three events each; all but the first have a snapshot over two. */
    private static void fill(Statement statement) throws SQLException {
        statement.execute("""
                INSERT INTO event_log (position, recorded_at, stream, sequence, type, open)
                SELECT number, now(), coalesce(('{%s,%s}'::uuid[])[(number + 2) / 3], md5(((number + 2) / 3)::text)::uuid), (number + 2) %% 3,
                    'loan.returned/1', repeat('x', 200) FROM generate_series(1, %d) AS number""".formatted(SHORT, SNAPPED, EVENTS));
        statement.execute("""
                INSERT INTO aggregate_snapshot
                SELECT stream, 1, 'loan.shelf/1', '{}', now() FROM event_log WHERE sequence = 1 AND position > 3""");
    }

    private static void assertOwnRowsOnly(Statement statement, String when) throws SQLException {
        for (Hot query : HOT) {
            String plan = plan(statement, query);
            assertThat(rowsRead(plan)).as("%s, %s: %s", query.name(), when, plan).isBetween(1L, (long) query.rows());
        }
    }

    private static String plan(Statement statement, Hot query) throws SQLException {
        try (ResultSet row = statement.executeQuery("EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE " + query.name() + " (" + query.values() + ")")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Also those that were read and not wanted. */
    private static long rowsRead(String plan) {
        return rowsRead(JsonMapper.shared().readTree(plan));
    }

    private static long rowsRead(JsonNode part) {
        long rows = 0;
        if (part.has("Relation Name")) {
            double each = part.path("Actual Rows").asDouble() + part.path("Rows Removed by Filter").asDouble(0)
                    + part.path("Rows Removed by Index Recheck").asDouble(0);
            rows = Math.round(each * part.path("Actual Loops").asDouble());
        }
        for (JsonNode inner : part) {
            rows += rowsRead(inner);
        }
        return rows;
    }
}
