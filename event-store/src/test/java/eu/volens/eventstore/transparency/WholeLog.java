package eu.volens.eventstore.transparency;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.append.TiledLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Everything recomputed from the rows, as an auditor does it who has them all: what is stored, and what follows from it. */
record WholeLog(List<Hash> leaves, Map<String, byte[]> tiles, SignedNote checkpoint) {

    static WholeLog read(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<Hash> leaves = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT " + LogEntry.COLUMNS + " FROM event_log ORDER BY position");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    leaves.add(new TreeHasher().leaf(LogEntry.of(rows).bytes()));
                }
            }
            Map<String, byte[]> tiles = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT level, index, hashes FROM log_tile"); ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tiles.put(new TilePath(rows.getInt(1), rows.getLong(2), TilePath.WIDTH_MAX).path(), rows.getBytes(3));
                }
            }
            try (PreparedStatement query = connection.prepareStatement("SELECT checkpoint FROM log_tree"); ResultSet row = query.executeQuery()) {
                row.next();
                return new WholeLog(leaves, tiles, SignedNote.parse(row.getBytes(1)));
            }
        }
    }

    /** The root that the rows give for a tree of this size. */
    Hash root(long size) {
        return growing(size, new TreeMap<>()).head().root();
    }

    /** Where what is stored is not what follows from the rows; empty when the whole log holds. */
    List<String> findings() {
        Checkpoint signed = Checkpoint.parse(checkpoint.text());
        if (signed.size() != leaves.size()) {
            return List.of(leaves.size() + " events, " + signed.size() + " signed");
        }
        List<String> findings = new ArrayList<>();
        Map<String, byte[]> expected = new TreeMap<>();
        if (!growing(signed.size(), expected).head().equals(signed.head())) {
            findings.add("root");
        }
        expected.forEach((path, hashes) -> {
            if (!Arrays.equals(hashes, tiles.get(path))) {
                findings.add(path);
            }
        });
        tiles.keySet().stream().filter(path -> !expected.containsKey(path)).forEach(findings::add);
        return findings;
    }

    private TiledLog growing(long size, Map<String, byte[]> into) {
        TiledLog log = new TiledLog((tile, hashes) -> into.put(new TilePath(tile.level(), tile.index(), TilePath.WIDTH_MAX).path(), hashes));
        leaves.subList(0, (int) size).forEach(log::append);
        log.flush();
        return log;
    }
}
