package eu.volens.eventstore.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.TestDatabase;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ConsistencyProof;
import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.Hash;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransparencyLogIT {

    private static final String ORIGIN = "volens.example/ledger";

    @TempDir
    private Path folder;

    private DataSource database;
    private SigningKey key;

    @BeforeEach
    void begin() throws Exception {
        database = TestDatabase.create();
        key = LogKeyFile.openOrCreate(folder.resolve("log.key"), ORIGIN, new SecureRandom());
    }

    private void append(int count) {
        Events.append(database, count);
    }

    private Sealer sealer(String lastSigned) {
        return new Sealer(database, key, new LastSigned(folder.resolve(lastSigned)), Sealer.PAUSE_MAX);
    }

    private static Checkpoint checkpoint(SignedNote note) {
        return Checkpoint.parse(note.text());
    }

    private Checkpoint seal(Sealer sealer) throws Exception {
        return checkpoint(sealer.seal().orElseThrow().checkpoint());
    }

    /** A running log that is asked for its answers. */
    private TransparencyLog running() {
        return TransparencyLog.start(database, new Events.Told(), key, folder.resolve("last-signed"));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Events.await(condition);
    }

    private static long size(TransparencyLog log) {
        return log.checkpoint().map(note -> checkpoint(note).size()).orElse(-1L);
    }

    @Test
    void everyEventIsProvenAndEveryCheckpointContinuesTheOneBefore() throws Exception {
        try (TransparencyLog log = running()) {
            await(() -> size(log) == 0);
            append(300);
            await(() -> size(log) == 300);
            Checkpoint small = checkpoint(log.checkpoint().orElseThrow());
            append(70_000);
            await(() -> size(log) == 70_300);
            SignedNote note = log.checkpoint().orElseThrow();
            assertThat(note.verify(List.of(log.verifierKey()))).hasSize(1);
            Checkpoint large = checkpoint(note);

            assertThat(new ConsistencyProof(300, 70_300, log.consistency(300, 70_300)).holds(small.root(), large.root())).isTrue();
            Random random = new Random(42);
            for (int i = 0; i < 50; i++) {
                long position = 1 + random.nextInt(70_300);
                TlogProof proof = TlogProof.parse(log.proof(position).orElseThrow().encode());
                Hash leaf = new TreeHasher().leaf(log.entry(position).orElseThrow());
                assertThat(new InclusionProof(position - 1, 70_300, proof.path()).holds(leaf, large.root())).as("position " + position).isTrue();
            }
            assertThat(log.proof(0)).isEmpty();
            assertThat(log.proof(70_301)).isEmpty();
            assertThat(log.failure()).isNull();
        }
    }

    @Test
    void tilesAndBundlesAreAsWideAsAskedForAndNeverAheadOfTheTree() throws Exception {
        append(300);
        seal(sealer("last-signed"));
        try (TransparencyLog log = running()) {
            byte[] full = log.tile(new TilePath(0, 0, 256)).orElseThrow();
            assertThat(full).hasSize(256 * 32);
            assertThat(log.tile(new TilePath(0, 1, 44)).orElseThrow()).hasSize(44 * 32);
            assertThat(log.tile(new TilePath(0, 1, 7)).orElseThrow()).hasSize(7 * 32);
            assertThat(log.tile(new TilePath(0, 1, 45))).isEmpty();
            assertThat(log.tile(new TilePath(1, 0, 1)).orElseThrow()).hasSize(32);
            assertThat(log.tile(new TilePath(2, 0, 1))).isEmpty();

            List<byte[]> entries = EntryBundle.decode(log.entries(TilePath.entries(1, 44)).orElseThrow(), 44);
            assertThat(new TreeHasher().leaf(entries.get(43))).isEqualTo(Hash.at(log.tile(new TilePath(0, 1, 44)).orElseThrow(), 43 * 32));
            assertThat(log.entries(TilePath.entries(1, 45))).isEmpty();
            // Entries beyond what can be counted, and with bits that would be lost.
            assertThat(log.entries(TilePath.entries(1L << 55, 1))).isEmpty();
            assertThat(log.entries(TilePath.entries(1L << 56, 44))).isEmpty();
            assertThat(log.tile(new TilePath(63, Long.MAX_VALUE, 1))).isEmpty();
            assertThat(Hash.at(full, 0)).isEqualTo(new TreeHasher().leaf(log.entry(1).orElseThrow()));
        }
    }

    @Test
    void erasingWhatIsSealedChangesNoHash() throws Exception {
        append(10);
        Checkpoint before = seal(sealer("last-signed"));
        TestDatabase.run(database, "UPDATE event_log SET sealed = NULL");
        Files.delete(folder.resolve("last-signed"));
        TestDatabase.run(database, "UPDATE log_tree SET size = 0, checkpoint = NULL");
        TestDatabase.run(database, "DELETE FROM log_tile");
        assertThat(seal(sealer("last-signed")).root()).isEqualTo(before.root());
    }

    @Test
    void aRestoredDatabaseThatLostEventsIsNotSigned() throws Exception {
        append(5);
        seal(sealer("last-signed"));
        TestDatabase.run(database, "CREATE TABLE old_tree AS SELECT * FROM log_tree; CREATE TABLE old_tile AS SELECT * FROM log_tile");
        append(5);
        seal(sealer("last-signed"));

        TestDatabase.run(database, "DELETE FROM event_log WHERE position > 5; UPDATE log_head SET position = 5; DELETE FROM log_tree; DELETE FROM log_tile;"
                + "INSERT INTO log_tree SELECT * FROM old_tree; INSERT INTO log_tile SELECT * FROM old_tile");

        assertThatThrownBy(() -> sealer("last-signed").seal()).isInstanceOf(LogRefusedException.class)
                .hasMessageContaining("holds 5 events, but a checkpoint over 10 was signed").hasMessageContaining("restore a newer one");

        // Other events in the place of the lost ones do not help.
        append(5);
        assertThatThrownBy(() -> sealer("last-signed").seal()).isInstanceOf(LogRefusedException.class).hasMessageContaining("not those that were signed");
        append(5);
        assertThatThrownBy(() -> sealer("last-signed").seal()).isInstanceOf(LogRefusedException.class).hasMessageContaining("not those that were signed");
    }

    @Test
    void aCrashBetweenSigningAndStoringIsMadeGood() throws Exception {
        append(5);
        Sealer first = sealer("last-signed");
        seal(first);
        TestDatabase.run(database, "CREATE TABLE old_tree AS SELECT * FROM log_tree; CREATE TABLE old_tile AS SELECT * FROM log_tile");
        append(300);
        Checkpoint signed = seal(first);
        TestDatabase.run(database, "DELETE FROM log_tree; DELETE FROM log_tile;"
                + "INSERT INTO log_tree SELECT * FROM old_tree; INSERT INTO log_tile SELECT * FROM old_tile");

        assertThat(seal(sealer("last-signed"))).isEqualTo(signed);
        append(1);
        assertThat(seal(sealer("last-signed")).size()).isEqualTo(306);
    }

    @Test
    void changedTilesAndMissingEventsAreNoticed() throws Exception {
        append(5);
        seal(sealer("last-signed"));
        append(2);
        TestDatabase.run(database, "DELETE FROM event_log WHERE position = 6");
        assertThatThrownBy(() -> sealer("last-signed").seal()).isInstanceOf(LogRefusedException.class).hasMessage("Event 6 is missing in the database");
        TestDatabase.run(database, "UPDATE log_tile SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)");
        assertThatThrownBy(() -> sealer("last-signed").seal()).isInstanceOf(LogRefusedException.class).hasMessageContaining("was changed");
    }

    @Test
    void anotherLogsKeyIsNotUsed() throws Exception {
        append(1);
        seal(sealer("last-signed"));
        SigningKey other = LogKeyFile.openOrCreate(folder.resolve("other.key"), ORIGIN, new SecureRandom());
        assertThatThrownBy(() -> new Sealer(database, other, new LastSigned(folder.resolve("last-signed")), Sealer.PAUSE_MAX).seal())
                .isInstanceOf(LogRefusedException.class).hasMessageContaining("not signed by the log's key");
        assertThatThrownBy(() -> LogKeyFile.openOrCreate(folder.resolve("other.key"), "another/log", new SecureRandom()))
                .hasMessageContaining("it is the key of " + ORIGIN);
    }

    @Test
    void twoInstancesThatRaceSignOneHistory() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> racing = List.of("one", "two").stream().map(name -> threads.submit(() -> {
                Sealer sealer = sealer(name);
                int checkpoints = 0;
                for (int round = 0; round < 60; round++) {
                    if (sealer.seal().isPresent()) {
                        checkpoints++;
                    }
                }
                return checkpoints;
            })).toList();
            for (int i = 0; i < 20; i++) {
                append(7);
            }
            for (Future<Integer> instance : racing) {
                assertThat(instance.get()).isPositive();
            }
        }
        append(1);
        Checkpoint last = seal(sealer("one"));
        assertThat(last.size()).isEqualTo(141);
        append(1);
        assertThat(seal(sealer("two")).size()).isEqualTo(142);
    }

    @Test
    void anInstanceThatSleepsWhileItSealsDoesNotStopTheOthers() throws Exception {
        append(5);
        var asleep = new CountDownLatch(1);
        var wake = new CountDownLatch(1);
        Sealer sleeper = new Sealer(database, key, sleepingOnceWritten(asleep, wake), Duration.ofSeconds(3));
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<?> sealing = thread.submit(sleeper::seal);
            assertThat(asleep.await(1, TimeUnit.MINUTES)).isTrue();
            Checkpoint first = seal(sealer("other"));
            wake.countDown();
            assertThatThrownBy(sealing::get).hasCauseInstanceOf(SQLException.class);
            append(1);
            Checkpoint next = seal(sleeper);
            assertThat(first.size()).isEqualTo(5);
            assertThat(next.size()).isEqualTo(6);
        }
    }

    private LastSigned sleepingOnceWritten(CountDownLatch asleep, CountDownLatch wake) {
        return new LastSigned(folder.resolve("sleeper")) {
            @Override
            void write(SignedNote note) throws IOException {
                super.write(note);
                asleep.countDown();
                try {
                    wake.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
    }
}
