package eu.volens.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.Hash;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.append.EntryBundles;
import eu.volens.verifier.VerifierJar.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of a size that matters, honest and tampered with in every way we could think of. */
class BigLogIT {

    private static final int SIZE = 300_123;

    @TempDir
    private static Path temporary;
    private static LogFixture log;
    private final Map<String, byte[]> originals = new LinkedHashMap<>();

    @BeforeAll
    static void writeTheLog() {
        log = LogFixture.write(temporary.resolve("log"), SIZE);
    }

    @AfterEach
    void undo() throws IOException {
        for (Map.Entry<String, byte[]> original : originals.entrySet()) {
            if (original.getValue().length == 0) {
                Files.deleteIfExists(log.file(original.getKey()));
            } else {
                log.put(original.getKey(), original.getValue());
            }
        }
    }

    private void change(String path, UnaryOperator<byte[]> change) {
        byte[] original = Files.exists(log.file(path)) ? log.get(path) : new byte[0];
        originals.putIfAbsent(path, original);
        log.put(path, change.apply(original.clone()));
    }

    private void changeBundle(String path, int width, Consumer<List<byte[]>> change) {
        change(path, bytes -> {
            List<byte[]> entries = new ArrayList<>(EntryBundle.decode(bytes, width));
            change.accept(entries);
            return EntryBundles.encode(entries);
        });
    }

    private static UnaryOperator<byte[]> flip(int at) {
        return bytes -> {
            bytes[at] ^= 0x10;
            return bytes;
        };
    }

    private static Outcome fsck() {
        return VerifierJar.run("fsck", log.folder());
    }

    private static void doesNotHold(Outcome outcome, String... naming) {
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains(naming).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines()).allMatch(line -> line.startsWith("DOES NOT HOLD: ") || line.equals("That was enough; there may be more.")
                || line.contains(" of 300,123 entries"));
    }

    private static void isNotJudged(Outcome outcome, String... naming) {
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains(naming).doesNotContain("\tat ", "Exception");
    }

    @Test
    void anHonestLogHolds() throws IOException {
        Outcome folder = fsck();
        assertThat(folder.exitCode()).as(folder.err()).isZero();
        assertThat(folder.out()).contains("300123 entries", "HOLDS: every entry is in the signed tree");

        Path zip = log.zip(temporary.resolve("log.zip"));
        Outcome packed = VerifierJar.run("fsck", zip, "--key", LogFixture.LOG.verifierKey().vkey());
        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(packed.out()).doesNotContain("The keys come with the log itself");

        Path old = temporary.resolve("old");
        Files.write(old, log.signed(123_456, LogFixture.LOG).encode());
        for (Path location : List.of(zip, log.folder())) {
            assertThat(VerifierJar.run("consistency", old, location, "--key", LogFixture.LOG.verifierKey().vkey()).exitCode()).isZero();
        }
    }

    @Test
    void aChangedEntryIsNamed() {
        change("tile/entries/x001/000", flip(700));
        doesNotHold(fsck(), "entry 256004: tile/entries/x001/000 has another one than tile/0 says, which begins \"{");
    }

    @Test
    void swappedEntriesAreNamed() {
        changeBundle("tile/entries/007", 256, entries -> Collections.swap(entries, 3, 200));
        doesNotHold(fsck(), "entry 1795: ", "entry 1992: ");
    }

    @Test
    void aRemovedEntryIsNamed() {
        changeBundle("tile/entries/x001/172.p/91", 91, entries -> entries.remove(90));
        doesNotHold(fsck(), "entry 300122: tile/entries/x001/172.p/91 has only 90 entries instead of 91");
    }

    @Test
    void anInsertedEntryIsNamed() {
        changeBundle("tile/entries/x001/172.p/91", 91, entries -> entries.add(80, "inserted".getBytes(StandardCharsets.UTF_8)));
        doesNotHold(fsck(), "entry 300112: ", "which begins \"inserted\"");
    }

    @Test
    void anAppendedEntryIsNamed() {
        changeBundle("tile/entries/x001/172.p/91", 91, entries -> entries.add("appended".getBytes(StandardCharsets.UTF_8)));
        doesNotHold(fsck(), "entry 300123: tile/entries/x001/172.p/91 goes on after its 91 entries");
    }

    @Test
    void aTornBundleIsNamed() {
        change("tile/entries/010", bytes -> Arrays.copyOf(bytes, 5000));
        doesNotHold(fsck(), "entry 2595: tile/entries/010 breaks off in its entry 35");
    }

    @Test
    void aChangedLeafHashIsNamed() {
        change("tile/0/500", flip(32 * 17 + 5));
        doesNotHold(fsck(), "entry 128017: tile/entries/500 has another one than tile/0 says", "entries 128000 to 128255: tile/1/001 says otherwise");
    }

    @Test
    void anEntryChangedTogetherWithItsHashIsNarrowedToItsTile() {
        changeBundle("tile/entries/500", 256, entries -> entries.set(9, "forged".getBytes(StandardCharsets.UTF_8)));
        change("tile/0/500", bytes -> {
            new TreeHasher().leaf("forged".getBytes(StandardCharsets.UTF_8)).copyTo(bytes, 9 * Hash.BYTES);
            return bytes;
        });
        doesNotHold(fsck(), "entries 128000 to 128255: tile/1/001 says otherwise than the tiles below");
    }

    @Test
    void aChangedInnerTileIsNamed() {
        change("tile/1/000", flip(32 * 3));
        doesNotHold(fsck(), "entries 768 to 1023: tile/1/000 says otherwise", "entries 0 to 65535: tile/2/000.p/4 says otherwise");
    }

    @Test
    void aChangedTopTileIsNamed() {
        change("tile/2/000.p/4", flip(32));
        doesNotHold(fsck(), "entries 65536 to 131071: tile/2/000.p/4 says otherwise", "the root of it all is");
    }

    @Test
    void aTileOfAnotherLengthIsNamed() {
        change("tile/0/500", bytes -> Arrays.copyOf(bytes, 8191));
        doesNotHold(fsck(), "entries 128000 to 128255: tile/0/500 does not have 8192 bytes");
        change("tile/0/500", bytes -> Arrays.copyOf(bytes, 9000));
        doesNotHold(fsck(), "entries 128000 to 128255: tile/0/500 does not have 8192 bytes");
    }

    @Test
    void aChangedCheckpointIsRefused() {
        change("checkpoint", bytes -> new String(bytes, StandardCharsets.UTF_8).replace("\n300123\n", "\n300122\n").getBytes(StandardCharsets.UTF_8));
        doesNotHold(fsck(), "the signature of log.example/volens is not good");
    }

    @Test
    void aCheckpointOfAnotherKeyIsRefused() {
        change("checkpoint", old -> log.signed(SIZE, LogFixture.OTHER_LOG).encode());
        doesNotHold(fsck(), "not signed by any key that was given");
    }

    @Test
    void aHistoryWrittenAnewDoesNotFitTheCheckpointThatWasKept() throws IOException {
        LogFixture anew = LogFixture.write(temporary.resolve("anew"), 5_000, i -> i == 4_321 ? "forged".getBytes(StandardCharsets.UTF_8) : LogFixture.entry(i));
        Path kept = temporary.resolve("kept");
        Files.write(kept, log.signed(5_000, LogFixture.LOG).encode());
        String key = LogFixture.LOG.verifierKey().vkey();
        doesNotHold(VerifierJar.run("consistency", kept, anew.folder(), "--key", key), "the first 5000 entries now have the root");
        anew.put("checkpoint", log.signed(5_000, LogFixture.LOG).encode());
        doesNotHold(VerifierJar.run("fsck", anew.folder(), "--key", key), "entries 0 to 4999: together they have the root");
    }

    @Test
    void whatNoCheckpointCoversIsNamed() {
        change("tile/entries/x001/173.p/1", nothing -> EntryBundles.encode(List.of(new byte[] {1})));
        doesNotHold(fsck(), "tile/entries/x001/173.p/1 is not covered by the checkpoint");
    }

    @Test
    void whatIsMissingIsNamedAndLeavesItUnjudged() throws IOException {
        for (String path : List.of("tile/0/500", "tile/entries/500")) {
            byte[] content = log.get(path);
            Files.delete(log.file(path));
            isNotJudged(fsck(), "entries 128000 to 128255: " + path + " is missing");
            log.put(path, content);
        }
    }
}
