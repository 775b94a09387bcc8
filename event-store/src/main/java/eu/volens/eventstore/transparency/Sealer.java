package eu.volens.eventstore.transparency;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.append.TiledLog;
import eu.volens.merkle.prove.TiledTree;
import eu.volens.merkle.sign.CheckpointSigner;
import eu.volens.merkle.sign.SigningKey;
import eu.volens.merkle.sign.SigningRefusedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Folds what is durable into the tree and signs it, in one transaction per checkpoint. What it signs is kept outside the database first:
 * after a crash in between, the same tree is made again; after a restore that lost events, nothing is signed any more. For one thread.
 */
final class Sealer {

    /** Per checkpoint; a backlog takes several. */
    private static final int ENTRIES_MAX = 20_000;
    /** One that sleeps longer inside its transaction is cut off, so that the other instances go on sealing. */
    static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final String origin;
    private final SigningKey key;
    private final LastSigned outside;
    private final Duration pauseMax;
    private final TreeHasher hasher = new TreeHasher();
    private @Nullable TiledLog tree;
    private @Nullable StoredTiles tiles;

    Sealer(DataSource dataSource, SigningKey key, LastSigned outside, Duration pauseMax) {
        this.dataSource = dataSource;
        this.origin = key.verifierKey().name();
        this.key = key;
        this.outside = outside;
        this.pauseMax = pauseMax;
    }

    /** @param more whether there was more than one checkpoint takes */
    record Sealed(SignedNote checkpoint, boolean more) {}

    /**
     * Makes and signs the next checkpoint.
     *
     * @return empty when nothing was added since the last
     * @throws LogRefusedException when what is stored contradicts what was signed
     */
    Optional<Sealed> seal() throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Sealed> sealed = seal(connection);
                connection.commit();
                connection.setAutoCommit(true);
                return sealed;
            } catch (Throwable e) {
                tree = null;
                // Whatever it was, an error of the machine included: what is not kept outside must not be committed when the connection goes back.
                rollback(connection, e);
                throw e;
            }
        }
    }

    private static void rollback(Connection connection, Throwable why) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private Optional<Sealed> seal(Connection connection) throws SQLException, IOException {
        Optional<Checkpoint> stored = lockLastStored(connection);
        Optional<Checkpoint> signed = outside.read().map(note -> verified(note, outside.toString()));
        TiledLog growing = treeAt(connection, stored.map(Checkpoint::head).orElse(new TreeHead(0, TreeHasher.EMPTY_ROOT)));
        long signedSize = signed.map(Checkpoint::size).orElse(0L);
        checkHistory(signed, growing.head());
        boolean more = append(connection, growing, Math.max(signedSize, growing.size() + ENTRIES_MAX));
        if (growing.size() < signedSize) {
            throw new LogRefusedException("The database holds " + growing.size() + " events, but a checkpoint over " + signedSize + " was signed ("
                    + outside + "). It was restored from an older backup: restore a newer one");
        }
        if (stored.isPresent() && growing.size() == stored.get().size() && signedSize == growing.size()) {
            return Optional.empty();
        }
        growing.flush();
        SignedNote note = sign(last(stored, signed), growing.head(), required(tiles));
        required(tiles).store();
        keep(connection, growing.size(), note);
        // Outside first: a checkpoint that anybody might have seen must not be forgotten.
        outside.write(note);
        return Optional.of(new Sealed(note, more));
    }

    private Checkpoint verified(byte[] encoded, String where) {
        try {
            SignedNote note = SignedNote.parse(encoded);
            note.verify(List.of(key.verifierKey()));
            return Checkpoint.parse(note.text());
        } catch (MalformedException e) {
            throw new LogRefusedException("The last checkpoint in " + where + " was changed: " + e.getMessage() + ". Restore it from a backup", e);
        } catch (NoteRejectedException e) {
            throw new LogRefusedException("The last checkpoint in " + where + " is not signed by the log's key " + key.verifierKey().vkey()
                    + ": it was changed, or the key file does not belong to this database", e);
        }
    }

    private Optional<Checkpoint> lockLastStored(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT checkpoint, size, set_config('idle_in_transaction_session_timeout', ?, true) FROM log_tree FOR UPDATE")) {
            query.setString(1, Long.toString(pauseMax.toMillis()));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new LogRefusedException("log_tree has no row: restore the database from a backup");
                }
                Optional<Checkpoint> last = Optional.ofNullable(row.getBytes(1)).map(note -> verified(note, "log_tree"));
                if (row.getLong(2) != last.map(Checkpoint::size).orElse(0L)) {
                    throw new LogRefusedException("log_tree says the size " + row.getLong(2) + ", its checkpoint another: restore it from a backup");
                }
                return last;
            }
        }
    }

    /** The one in memory, when no other instance has signed meanwhile. */
    private TiledLog treeAt(Connection connection, TreeHead head) {
        TiledLog held = tree;
        if (held == null || !held.head().equals(head)) {
            tiles = new StoredTiles(connection);
            try {
                held = TiledLog.resume(head, tiles, tiles);
            } catch (IllegalStateException e) {
                throw new LogRefusedException("The tree in the database was changed: " + e.getMessage(), e);
            }
            tree = held;
        }
        required(tiles).use(connection);
        return held;
    }

    /** What another instance signed meanwhile must continue what this one signed. */
    private void checkHistory(Optional<Checkpoint> signed, TreeHead stored) {
        signed.filter(one -> one.size() > 0 && one.size() < stored.size()).ifPresent(one -> {
            if (!new TiledTree(stored.size(), required(tiles)).consistency(one.size()).holds(one.root(), stored.root())) {
                throw new LogRefusedException("The tree in the database does not continue the checkpoint over " + one.size() + " events in " + outside);
            }
        });
    }

    /** @return whether there is more */
    private boolean append(Connection connection, TiledLog growing, long sizeMax) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + LogEntry.COLUMNS + " FROM event_log WHERE position > ? AND position <= ? ORDER BY position")) {
            query.setFetchSize(ENTRIES_MAX / 10);
            query.setLong(1, growing.size());
            query.setLong(2, sizeMax);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    LogEntry entry = LogEntry.of(rows);
                    if (entry.position() != growing.size() + 1) {
                        throw new LogRefusedException("Event " + (growing.size() + 1) + " is missing in the database");
                    }
                    growing.append(hasher.leaf(entry.bytes()));
                }
            }
        }
        return growing.size() == sizeMax;
    }

    private static Optional<Checkpoint> last(Optional<Checkpoint> stored, Optional<Checkpoint> signed) {
        return signed.filter(one -> one.size() >= stored.map(Checkpoint::size).orElse(0L)).or(() -> stored);
    }

    private SignedNote sign(Optional<Checkpoint> last, TreeHead head, StoredTiles tiles) {
        boolean grown = last.isPresent() && last.get().size() > 0 && last.get().size() < head.size();
        List<Hash> proof = grown ? new TiledTree(head.size(), tiles).consistency(last.get().size()).path() : List.of();
        try {
            return CheckpointSigner.sign(last, Checkpoint.of(origin, head), proof, List.of(key));
        } catch (SigningRefusedException e) {
            throw new LogRefusedException("The events in the database are not those that were signed: " + e.getMessage(), e);
        }
    }

    private static void keep(Connection connection, long size, SignedNote note) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE log_tree SET size = ?, checkpoint = ?")) {
            update.setLong(1, size);
            update.setBytes(2, note.encode());
            update.executeUpdate();
        }
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("no tree was opened");
        }
        return value;
    }
}
