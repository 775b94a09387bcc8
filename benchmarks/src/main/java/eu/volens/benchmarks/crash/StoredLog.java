package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.system.Surroundings;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.merkle.Hash;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.prove.TileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * All that a database holds of a log, read while nobody writes: the events as the event store opens them, their leaves as the rows have them.
 *
 * @param head       the last position given out, as the log says itself
 * @param checkpoint the last one stored; empty before the first
 * @param tiles      by level and index
 */
record StoredLog(List<Row> rows, long head, Optional<SignedNote> checkpoint, Map<String, byte[]> tiles) implements TileSource {

    private static final int PAGE_EVENTS = 500;

    /** @throws RuntimeException when the event store does not open what is there */
    static StoredLog read(DataSource database, Path masterKey, Surroundings surroundings) throws SQLException, IOException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            List<LeafForm> forms = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT " + LeafForm.COLUMNS + " FROM event_log ORDER BY position")) {
                while (row.next()) {
                    forms.add(LeafForm.of(row));
                }
            }
            long head;
            try (ResultSet row = statement.executeQuery("SELECT position FROM log_head")) {
                head = row.next() ? row.getLong(1) : -1;
            }
            return new StoredLog(rows(forms, opened(database, masterKey, surroundings)), head, checkpoint(statement), tiles(statement));
        }
    }

    private static Map<Long, RecordedEvent> opened(DataSource database, Path masterKey, Surroundings surroundings) throws IOException {
        var keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(masterKey, surroundings.random()), surroundings.random());
        Map<Long, RecordedEvent> opened = new HashMap<>();
        try (var engine = PostgresEventStorageEngine.start(database, CrashEvent.TYPES, keys, surroundings.random(), surroundings.clock())) {
            List<RecordedEvent> page = engine.read(0, PAGE_EVENTS);
            while (!page.isEmpty()) {
                page.forEach(event -> opened.put(event.position(), event));
                page = engine.read(page.getLast().position(), PAGE_EVENTS);
            }
        }
        return opened;
    }

    private static List<Row> rows(List<LeafForm> forms, Map<Long, RecordedEvent> opened) {
        var hasher = new TreeHasher();
        List<Row> rows = new ArrayList<>();
        for (LeafForm form : forms) {
            @Nullable RecordedEvent event = opened.get(form.position());
            if (event == null) {
                throw new IllegalStateException("the event store does not show position " + form.position());
            }
            rows.add(new Row(form.position(), form.recordedAt(), form.stream(), form.sequence(), (CrashEvent) event.payload(),
                    hasher.leaf(form.bytes())));
        }
        return rows;
    }

    private static Optional<SignedNote> checkpoint(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT checkpoint FROM log_tree")) {
            return row.next() ? Optional.ofNullable(row.getBytes(1)).map(SignedNote::parse) : Optional.empty();
        }
    }

    private static Map<String, byte[]> tiles(Statement statement) throws SQLException {
        Map<String, byte[]> tiles = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT level, index, hashes FROM log_tile")) {
            while (row.next()) {
                tiles.put(row.getInt(1) + "/" + row.getLong(2), row.getBytes(3));
            }
        }
        return tiles;
    }

    List<Hash> leaves() {
        return rows.stream().map(Row::leaf).toList();
    }

    @Override
    public byte[] read(TilePath tile) {
        return tiles.getOrDefault(tile.level() + "/" + tile.index(), new byte[0]);
    }
}
