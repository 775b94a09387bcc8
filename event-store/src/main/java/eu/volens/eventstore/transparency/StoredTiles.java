package eu.volens.eventstore.transparency;

import eu.volens.eventstore.LogUnavailableException;
import eu.volens.merkle.Hash;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.append.TileSink;
import eu.volens.merkle.prove.TileSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The tiles of {@code log_tile}, and those about to be stored there. For one thread and, between {@link #use} and {@link #store}, one transaction. */
final class StoredTiles implements TileSource, TileSink {

    private record Key(int level, long index) {}

    private final Map<Key, byte[]> unstored = new HashMap<>();
    private Connection connection;

    StoredTiles(Connection connection) {
        this.connection = connection;
    }

    /** From here on, in this transaction. Forgets what was not stored in the last. */
    void use(Connection next) {
        connection = next;
        unstored.clear();
    }

    @Override
    public void write(TilePath tile, byte[] content) {
        unstored.put(new Key(tile.level(), tile.index()), content);
    }

    void store() throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO log_tile (level, index, hashes) VALUES (?, ?, ?)
                ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes""")) {
            for (Map.Entry<Key, byte[]> tile : unstored.entrySet()) {
                upsert.setInt(1, tile.getKey().level());
                upsert.setLong(2, tile.getKey().index());
                upsert.setBytes(3, tile.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        unstored.clear();
    }

    @Override
    public byte[] read(TilePath tile) {
        byte[] held = unstored.get(new Key(tile.level(), tile.index()));
        return held != null ? held : stored(tile);
    }

    private byte[] stored(TilePath tile) {
        try (PreparedStatement query = connection.prepareStatement("SELECT hashes FROM log_tile WHERE level = ? AND index = ?")) {
            query.setInt(1, tile.level());
            query.setLong(2, tile.index());
            try (ResultSet row = query.executeQuery()) {
                if (row.next() && row.getBytes(1).length >= tile.width() * Hash.BYTES) {
                    return row.getBytes(1);
                }
                throw new LogRefusedException("the tile " + tile + " is missing in the database");
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("the tile " + tile + " cannot be read", e);
        }
    }
}
