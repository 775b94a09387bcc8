package eu.volens.eventstore.transparency;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeTiles;
import eu.volens.merkle.VerifierKey;
import eu.volens.merkle.append.EntryBundles;
import eu.volens.merkle.prove.TiledTree;
import eu.volens.merkle.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's public face, C2SP tlog-tiles: checkpoints, tiles, entries, proofs. One thread seals, as soon as there is something to seal but
 * at most ten times a second, so that an acknowledged event is under a signed checkpoint within a second. Any instance can answer.
 *
 * <p>When what is stored contradicts what was signed, sealing ends until the process is started anew, {@link #failure} says why, and the
 * log goes on recording: its events are as durable as before, they are only not vouched for.
 */
public final class TransparencyLog implements AutoCloseable {

    private static final Duration BETWEEN_CHECKPOINTS_MIN = Duration.ofMillis(100);
    /** How long other instances' events wait at most. */
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(TransparencyLog.class);

    private final DataSource dataSource;
    private final VerifierKey verifierKey;
    private final Sealer sealer;
    private final List<Consumer<SignedNote>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean woken = true;
    private volatile boolean stopping;
    private volatile @Nullable Exception failure;

    private TransparencyLog(DataSource dataSource, SigningKey key, Path lastSigned) {
        this.dataSource = dataSource;
        this.verifierKey = key.verifierKey();
        this.sealer = new Sealer(dataSource, key, new LastSigned(lastSigned), Sealer.PAUSE_MAX);
        this.thread = Thread.ofPlatform().name("log-sealer").daemon().unstarted(this::run);
    }

    /**
     * Starts sealing.
     *
     * @param key        its name is the log's origin
     * @param lastSigned a file outside the database that remembers what was signed last; made when there is none
     */
    public static TransparencyLog start(DataSource dataSource, EventLog log, SigningKey key, Path lastSigned) {
        TransparencyLog started = new TransparencyLog(dataSource, key, lastSigned);
        log.onGrowth(started::wake);
        started.thread.start();
        return started;
    }

    /** The public key that checks this log, as everybody may know it. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** Why nothing is sealed at the moment; null when all is well. */
    public @Nullable Exception failure() {
        return failure;
    }

    /** Told of every checkpoint this instance signs, on the sealing thread. Must return quickly. */
    public void onCheckpoint(Consumer<SignedNote> listener) {
        listeners.add(listener);
    }

    private void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration retry = BETWEEN_CHECKPOINTS_MIN;
        while (!stopping) {
            try {
                Optional<Sealer.Sealed> sealed = sealer.seal();
                failure = null;
                retry = BETWEEN_CHECKPOINTS_MIN;
                sealed.ifPresent(one -> listeners.forEach(listener -> listener.accept(one.checkpoint())));
                if (sealed.isEmpty()) {
                    await(LOOK, true);
                } else if (!sealed.get().more()) {
                    await(BETWEEN_CHECKPOINTS_MIN, false);
                }
            } catch (LogRefusedException refused) {
                failure = refused;
                LOG.error("Nothing is signed any more: {}", refused.getMessage());
                return;
            } catch (SQLException | IOException | RuntimeException e) {
                if (failure == null) {
                    LOG.warn("No checkpoint could be made, will try again: {}", e.toString());
                }
                failure = e;
                await(retry, false);
                retry = retry.multipliedBy(2).compareTo(RETRY_MAX) > 0 ? RETRY_MAX : retry.multipliedBy(2);
            } catch (Error e) {
                failure = new IllegalStateException("Nothing is signed any more until a restart: " + e, e);
                throw e;
            }
        }
    }

    private void await(Duration time, boolean untilWoken) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !stopping && !(untilWoken && woken)) {
                left = changed.awaitNanos(left);
            }
            if (untilWoken) {
                woken = false;
            }
        } catch (InterruptedException e) {
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    /** The latest checkpoint, signed; empty only before the first. */
    public Optional<SignedNote> checkpoint() {
        return read(TransparencyLog::latest);
    }

    /**
     * What outsiders are shown: the newest checkpoint that witnesses cosigned, as long as it is not older than ten seconds; else, and without
     * witnesses, the latest. As with any cache, two questions may be answered with a larger checkpoint first.
     */
    public Optional<SignedNote> witnessedCheckpoint() {
        return read(connection -> {
            Optional<SignedNote> cosigned = Cosignatures.best(connection, verifierKey, true);
            return cosigned.isPresent() ? cosigned : latest(connection);
        });
    }

    /** A tile's hashes, exactly as wide as asked for; empty while the signed tree does not have it. Never an entry bundle. */
    public Optional<byte[]> tile(TilePath tile) {
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT hashes FROM log_tile WHERE level = ? AND index = ?")) {
                query.setInt(1, tile.level());
                query.setLong(2, tile.index());
                try (ResultSet row = query.executeQuery()) {
                    int bytes = tile.width() * Hash.BYTES;
                    return row.next() && row.getBytes(1).length >= bytes ? Optional.of(Arrays.copyOf(row.getBytes(1), bytes)) : Optional.empty();
                }
            }
        });
    }

    /** The entries under a level-0 tile, as tlog-tiles bundles them; empty while the signed tree does not have them all. */
    public Optional<byte[]> entries(TilePath bundle) {
        return read(connection -> {
            // Compared as the number of a tile: the number of its first entry may be beyond what can be counted.
            if (new TreeTiles(size(connection)).width(0, bundle.index()) < bundle.width()) {
                return Optional.empty();
            }
            List<byte[]> entries = new ArrayList<>();
            forEntries(connection, bundle.index() * TilePath.WIDTH_MAX, bundle.width(), entry -> entries.add(entry.bytes()));
            return Optional.of(EntryBundles.encode(entries));
        });
    }

    /** The leaf at a position, as it was hashed; empty while the signed tree does not have it. */
    public Optional<byte[]> entry(long position) {
        return read(connection -> {
            if (position < 1 || position > size(connection)) {
                return Optional.empty();
            }
            List<byte[]> entries = new ArrayList<>();
            forEntries(connection, position - 1, 1, entry -> entries.add(entry.bytes()));
            return Optional.of(entries.getFirst());
        });
    }

    /** Proof that the event at a position is under a checkpoint, of those with cosignatures if one covers it; empty while none does. */
    public Optional<TlogProof> proof(long position) {
        return read(connection -> {
            Optional<SignedNote> cosigned = Cosignatures.best(connection, verifierKey, false).filter(note -> covers(note, position));
            Optional<SignedNote> note = cosigned.isPresent() ? cosigned : latest(connection).filter(one -> covers(one, position));
            return note.map(one -> {
                List<Hash> path = new TiledTree(Checkpoint.parse(one.text()).size(), new StoredTiles(connection)).inclusion(position - 1).path();
                return new TlogProof(Optional.empty(), position - 1, path, one);
            });
        });
    }

    /**
     * Proof that the event at a position is under this very checkpoint, one that this log signed and that covers it. Holds the entry itself
     * too, as {@code extra}.
     */
    public TlogProof proof(long position, SignedNote checkpoint) {
        byte[] entry = entry(position).orElseThrow(() -> new IllegalArgumentException("no checkpoint covers " + position));
        return read(connection -> {
            TiledTree tree = new TiledTree(Checkpoint.parse(checkpoint.text()).size(), new StoredTiles(connection));
            return new TlogProof(Optional.of(entry), position - 1, tree.inclusion(position - 1).path(), checkpoint);
        });
    }

    /** How many of the first {@code size} events, all sealed, were recorded before a moment. Times never go back, so a search by halves finds it. */
    public long recordedBefore(Instant moment, long size) {
        return read(connection -> {
            long before = 0;
            long notBefore = size + 1;
            while (notBefore - before > 1) {
                long middle = before + (notBefore - before) / 2;
                if (recordedAt(connection, middle).isBefore(moment)) {
                    before = middle;
                } else {
                    notBefore = middle;
                }
            }
            return before;
        });
    }

    private static Instant recordedAt(Connection connection, long position) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT recorded_at FROM event_log WHERE position = ?")) {
            query.setLong(1, position);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new LogRefusedException("The event " + position + " is missing in the database");
                }
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    private static boolean covers(SignedNote note, long position) {
        return position >= 1 && position <= Checkpoint.parse(note.text()).size();
    }

    /** Proof that the tree of a later checkpoint continues the one of an earlier; both sizes at most the latest's. */
    List<Hash> consistency(long oldSize, long newSize) {
        return read(connection -> oldSize == 0 || oldSize == newSize ? List.<Hash>of()
                : new TiledTree(newSize, new StoredTiles(connection)).consistency(oldSize).path());
    }

    private static Optional<SignedNote> latest(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT t.checkpoint, c.checkpoint FROM log_tree t LEFT JOIN log_cosignature c ON c.size = t.size""");
                ResultSet row = query.executeQuery()) {
            @Nullable SignedNote note = null;
            while (row.next() && row.getBytes(1) != null) {
                note = note == null ? SignedNote.parse(row.getBytes(1)) : note;
                if (row.getBytes(2) != null) {
                    SignedNote cosigned = SignedNote.parse(row.getBytes(2));
                    note = cosigned.text().equals(note.text()) ? note.with(cosigned.signatures()) : note;
                }
            }
            return Optional.ofNullable(note);
        }
    }

    private static long size(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT size FROM log_tree"); ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void forEntries(Connection connection, long after, int count, Consumer<LogEntry> entries) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + LogEntry.COLUMNS + " FROM event_log WHERE position > ? AND position <= ? ORDER BY position")) {
            query.setLong(1, after);
            query.setLong(2, after + count);
            int found = 0;
            try (ResultSet rows = query.executeQuery()) {
                for (; rows.next(); found++) {
                    entries.accept(LogEntry.of(rows));
                }
            }
            if (found != count) {
                throw new LogRefusedException("Events between " + (after + 1) + " and " + (after + count) + " are missing in the database");
            }
        }
    }

    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        try (Connection connection = dataSource.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            throw new LogUnavailableException("The transparency log cannot be read", e);
        }
    }

    /** Ends after the checkpoint under way. */
    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
