package eu.volens.standalone.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is in a schema, from PostgreSQL's own catalogue: a table that a later version adds is in the next backup without anybody thinking of it. */
final class Catalogue {

    static final String HISTORY = "flyway_schema_history";

    private final Connection connection;

    Catalogue(Connection connection) {
        this.connection = connection;
    }

    boolean hasSchema(String schema) throws SQLException {
        return !strings("SELECT nspname FROM pg_namespace WHERE nspname = ?", schema).isEmpty();
    }

    /**
     * Tables with their columns in order, without those that PostgreSQL computes, and without Flyway's history, by name. A partitioned table is
     * one table.
     */
    Map<String, List<String>> tables(String schema) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ? AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                GROUP BY c.relname""")) {
            query.setString(1, schema);
            query.setString(2, HISTORY);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    tables.put(row.getString(1), Arrays.asList((String[]) row.getArray(2).getArray()));
                }
            }
        }
        return tables;
    }

    List<Contents.Sequence> sequences(String schema) throws SQLException {
        List<Contents.Sequence> sequences = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = ? ORDER BY sequencename")) {
            query.setString(1, schema);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sequences.add(new Contents.Sequence(row.getString(1), row.getObject(2, Long.class)));
                }
            }
        }
        return sequences;
    }

    List<Contents.Migration> migrations(String schema) throws SQLException {
        List<Contents.Migration> migrations = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT version, checksum FROM " + schema + "." + HISTORY
                + " WHERE version IS NOT NULL AND success ORDER BY version COLLATE \"C\""); ResultSet row = query.executeQuery()) {
            while (row.next()) {
                migrations.add(new Contents.Migration(row.getString(1), row.getInt(2)));
            }
        }
        return migrations;
    }

    /** Where a schema's log stands; null when it has no log. */
    Contents.@Nullable Log log(String schema) throws SQLException {
        Map<String, List<String>> tables = tables(schema);
        if (!tables.containsKey("log_head")) {
            return null;
        }
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT (SELECT position FROM %1$s.log_head), (SELECT count(DISTINCT stream) FROM %1$s.event_log WHERE type = 'person.erased/1'),
                       t.size, split_part(convert_from(t.checkpoint, 'UTF8'), E'\\n', 1) FROM %1$s.log_tree t""".formatted(schema));
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the log in schema " + schema + " has no tree");
            }
            return new Contents.Log(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4));
        }
    }

    private List<String> strings(String sql, String argument) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, argument);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }
}
