package eu.volens.eventstore.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.TestDatabase;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.sign.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a change behind the log's back, by what was changed. What is not yet signed is signed as it rests: nobody has vouched for it.
 * What is signed the sealer does not read again unless it has to; whoever recomputes the log finds it.
 */
class ChangedLogIT {

    private static final DataSource DATABASE = TestDatabase.create();
    private static final String EVENT = "UPDATE event_log SET %s WHERE position = %d";
    private static final String FIRST_TILE = "UPDATE log_tile SET hashes = set_bit(hashes, 100, 1 - get_bit(hashes, 100)) WHERE level = 0 AND index = 0";

    @TempDir
    private Path folder;

    private SigningKey key;

    @BeforeEach
    void begin() throws Exception {
        Events.forget(DATABASE);
        key = LogKeyFile.openOrCreate(folder.resolve("log.key"), "volens.example/ledger", new SecureRandom());
    }

    private Sealer sealer() {
        return new Sealer(DATABASE, key, new LastSigned(lastSigned()), Sealer.PAUSE_MAX);
    }

    private Path lastSigned() {
        return folder.resolve("last-signed");
    }

    private static void change(String sql) {
        Events.change(DATABASE, sql);
    }

    private static void appendAndSeal(Sealer sealer, int count) throws Exception {
        Events.append(DATABASE, count);
        assertThat(sealer.seal()).isPresent();
    }

    private void refused(Sealer sealer, String why) {
        assertThatThrownBy(sealer::seal).isInstanceOf(LogRefusedException.class).hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open = '{\"n\":8}'", "commitment = set_bit(commitment, 9, 1 - get_bit(commitment, 9))", "type = 'loan.lent/2'",
            "recorded_at = recorded_at + interval '1 microsecond'", "stream = gen_random_uuid()", "sequence = 1", "person = gen_random_uuid()"})
    void aChangedEventIsSignedAsItRestsBeforeAndFoundByRecomputingAfterwards(String change) throws Exception {
        Sealer sealer = sealer();
        Events.append(DATABASE, 10);
        change(EVENT.formatted(change, 7));
        sealer.seal();
        assertThat(WholeLog.read(DATABASE).findings()).isEmpty();

        Events.append(DATABASE, 10);
        sealer.seal();
        change(EVENT.formatted(change, 17));
        appendAndSeal(sealer, 1);
        appendAndSeal(sealer(), 1);
        assertThat(WholeLog.read(DATABASE).findings()).containsExactly("root", "tile/0/000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open = '{\"n\":8}'", "commitment = set_bit(commitment, 9, 1 - get_bit(commitment, 9))", "type = 'loan.lent/2'",
            "recorded_at = recorded_at + interval '1 microsecond'", "stream = gen_random_uuid()", "sequence = 1", "person = gen_random_uuid()"})
    void aChangedEventIsNoticedWhereItsLeafHasToBeMadeAgain(String change) throws Exception {
        appendAndSeal(sealer(), 5);
        change("CREATE TABLE before AS SELECT * FROM log_tree");
        try {
            appendAndSeal(sealer(), 5);
            // As after a crash between keeping a checkpoint outside and the commit: signed, and not in the database.
            change("UPDATE log_tree SET size = before.size, checkpoint = before.checkpoint FROM before");
        } finally {
            change("DROP TABLE before");
        }
        change(EVENT.formatted(change, 7));
        refused(sealer(), "The events in the database are not those that were signed");
        Events.append(DATABASE, 5);
        refused(sealer(), "The events in the database are not those that were signed");
    }

    @Test
    void aMissingEventIsNeverSignedOverAndFoundWhereItIsAskedFor() throws Exception {
        Sealer sealer = sealer();
        appendAndSeal(sealer, 10);
        change("DELETE FROM event_log WHERE position = 7");
        appendAndSeal(sealer, 2);
        assertThat(WholeLog.read(DATABASE).findings()).containsExactly("11 events, 12 signed");
        try (TransparencyLog log = TransparencyLog.start(DATABASE, new Events.Told(), key, lastSigned())) {
            assertThatThrownBy(() -> log.entries(TilePath.entries(0, 12))).isInstanceOf(LogRefusedException.class).hasMessageContaining("are missing");
            assertThatThrownBy(() -> log.entry(7)).isInstanceOf(LogRefusedException.class).hasMessageContaining("are missing");
        }
        Events.append(DATABASE, 2);
        change("DELETE FROM event_log WHERE position = 13");
        refused(sealer, "Event 13 is missing");
        refused(sealer(), "Event 13 is missing");
    }

    @Test
    void aChangedTileIsNoticedWhereTheTreeGoesOnAndFoundByRecomputingElsewhere() throws Exception {
        Sealer running = sealer();
        appendAndSeal(running, 600);
        change("UPDATE log_tile SET hashes = set_bit(hashes, 0, 1 - get_bit(hashes, 0)) WHERE level = 0 AND index = 2");
        refused(sealer(), "The tree in the database was changed");
        // Who sealed all along has it in memory, and writes it anew.
        appendAndSeal(running, 1);
        assertThat(WholeLog.read(DATABASE).findings()).isEmpty();

        change("UPDATE log_tile SET hashes = set_bit(hashes, 0, 1 - get_bit(hashes, 0)) WHERE level = 1");
        refused(sealer(), "The tree in the database was changed");
        change("UPDATE log_tile SET hashes = set_bit(hashes, 0, 1 - get_bit(hashes, 0)) WHERE level = 1");

        change(FIRST_TILE);
        appendAndSeal(sealer(), 1);
        assertThat(WholeLog.read(DATABASE).findings()).containsExactly("tile/0/000");
        change(FIRST_TILE);
        assertThat(WholeLog.read(DATABASE).findings()).isEmpty();
    }

    @Test
    void aMissingTileIsNoticedWhereTheTreeGoesOn() throws Exception {
        appendAndSeal(sealer(), 600);
        change("DELETE FROM log_tile WHERE level = 0 AND index = 2");
        refused(sealer(), "tile/0/002.p/88 is missing");
    }

    @Test
    void aChangedByteOfTheStoredCheckpointIsRefused() throws Exception {
        appendAndSeal(sealer(), 10);
        byte[] good = WholeLog.read(DATABASE).checkpoint().encode();
        Random random = new Random(7);
        for (int at = 0; at < good.length; at += 3) {
            String flip = "UPDATE log_tree SET checkpoint = set_byte(checkpoint, %d, get_byte(checkpoint, %d) # %d)".formatted(at, at, 1 << random.nextInt(8));
            change(flip);
            refused(sealer(), "The last checkpoint in log_tree");
            change(flip);
        }
        change("UPDATE log_tree SET size = 9");
        refused(sealer(), "log_tree says the size 9");
        change("UPDATE log_tree SET size = 10");
        assertThat(sealer().seal()).isEmpty();
    }

    @Test
    void aChangedByteOfTheLastSignedIsRefused() throws Exception {
        appendAndSeal(sealer(), 10);
        byte[] good = Files.readAllBytes(lastSigned());
        Random random = new Random(7);
        for (int at = 0; at < good.length; at += 3) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(lastSigned(), bad);
            refused(sealer(), "The last checkpoint in " + lastSigned());
        }
        Files.write(lastSigned(), good);
        assertThat(SignedNote.parse(good)).isEqualTo(WholeLog.read(DATABASE).checkpoint());
        assertThat(sealer().seal()).isEmpty();
    }
}
