package eu.volens.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps anew, under the current master key, every key that an older one wraps. Persons' keys themselves stay the same, so no event is
 * read or written. A few hundred rows at a time, each time durable; a crash between leaves rows under both master keys, all readable, and
 * the next run goes on. May run beside commands and beside other runs: a row is replaced only if it still is what was unwrapped, so a
 * key that was destroyed meanwhile stays destroyed, and no lock is held while the master key is asked or waited for.
 */
public final class MasterKeyRotation {

    private static final Logger log = LoggerFactory.getLogger(MasterKeyRotation.class);
    private static final int ROWS_PER_COMMIT = 200;

    private final DataSource dataSource;
    private final MasterKey masterKey;
    private final List<WrappedKeys> tables;

    /** @param others what else of this database the master key wraps, besides the persons' keys */
    public MasterKeyRotation(DataSource dataSource, MasterKey masterKey, List<WrappedKeys> others) {
        this.dataSource = dataSource;
        this.masterKey = masterKey;
        this.tables = Stream.concat(Stream.of(PostgresPersonKeys.wrappedKeys()), others.stream()).toList();
    }

    /**
     * What a run did.
     *
     * @param rewrapped keys that are under the current master key now
     * @param left      keys under another one at the end: it is not held, they are damaged, or somebody who does not know the current
     *                  master key made them meanwhile
     */
    public record Outcome(long rewrapped, long left) {}

    /**
     * Goes through all tables once.
     *
     * @throws LogUnavailableException when the database or the master key does not answer; run again
     */
    public Outcome run() {
        String current = masterKey.id();
        long rewrapped = 0;
        for (WrappedKeys table : tables) {
            rewrapped += rewrapAll(table, current);
        }
        return new Outcome(rewrapped, left(current));
    }

    /** How many keys are under another master key than the current one. */
    public long left() {
        return left(masterKey.id());
    }

    private long left(String current) {
        return tables.stream().mapToLong(table -> left(table, current)).sum();
    }

    private long left(WrappedKeys table, String current) {
        return inTransaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT count(*) FROM " + table.table() + " WHERE wrapped IS NOT NULL AND master_key <> ?")) {
                query.setString(1, current);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private long rewrapAll(WrappedKeys table, String current) {
        long rewrapped = 0;
        @Nullable String after = null;
        for (List<Row> rows = read(table, current, after); !rows.isEmpty(); rows = read(table, current, after)) {
            after = rows.getLast().columns().getFirst();
            List<Replacement> replacements = rows.stream().flatMap(row -> rewrap(table, row)).toList();
            rewrapped += inTransaction(connection -> replace(connection, table, replacements));
        }
        return rewrapped;
    }

    private record Row(List<String> columns, String masterKeyId, byte[] wrapped) {}

    private record Replacement(Row row, WrappedKey wrapped) {}

    /** The next rows, in the order of the primary key: what cannot be replaced is passed by, not met again and again. */
    private List<Row> read(WrappedKeys table, String current, @Nullable String after) {
        String columns = table.columns().stream().map(column -> column + "::text").collect(Collectors.joining(", "));
        String sql = "SELECT master_key, wrapped, " + columns + " FROM " + table.table() + " WHERE wrapped IS NOT NULL AND master_key <> ?"
                + (after == null ? "" : " AND " + table.primaryKey() + " > ?")
                + " ORDER BY " + table.primaryKey() + " LIMIT " + ROWS_PER_COMMIT;
        return inTransaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setString(1, current);
                if (after != null) {
                    query.setObject(2, after, Types.OTHER);
                }
                try (ResultSet row = query.executeQuery()) {
                    return rows(row, table.columns().size());
                }
            }
        });
    }

    private static List<Row> rows(ResultSet row, int columns) throws SQLException {
        List<Row> rows = new ArrayList<>();
        while (row.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                values.add(row.getString(3 + i));
            }
            rows.add(new Row(values, row.getString(1), row.getBytes(2)));
        }
        return rows;
    }

    private Stream<Replacement> rewrap(WrappedKeys table, Row row) {
        String context = table.context().apply(row.columns());
        try {
            return Stream.of(new Replacement(row, masterKey.wrap(masterKey.unwrap(row.masterKeyId(), row.wrapped(), context), context)));
        } catch (SealedDataException e) {
            log.warn("A key in {} stays under the master key {}: {}", table.table(), row.masterKeyId(), e.getMessage());
            return Stream.of();
        }
    }

    /** Waits for nobody: a row that is locked, by an erasure or by another run, is passed by. */
    private static long replace(Connection connection, WrappedKeys table, List<Replacement> replacements) throws SQLException {
        String key = table.primaryKey();
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + table.table() + " SET master_key = ?, wrapped = ? WHERE " + key
                + " IN (SELECT " + key + " FROM " + table.table() + " WHERE " + key + " = ? AND wrapped = ? FOR UPDATE SKIP LOCKED)")) {
            for (Replacement replacement : replacements) {
                update.setString(1, replacement.wrapped().masterKeyId());
                update.setBytes(2, replacement.wrapped().bytes());
                update.setObject(3, replacement.row().columns().getFirst(), Types.OTHER);
                update.setBytes(4, replacement.row().wrapped());
                update.addBatch();
            }
            long replaced = 0;
            for (int rows : update.executeBatch()) {
                replaced += rows;
            }
            return replaced;
        }
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("Wrapped keys cannot be read or written", e);
        }
    }
}
