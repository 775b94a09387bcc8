package eu.volens.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.TilePath;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Exports, of a whole log and of parts of it, honest and made to pass for more than they are. */
class HostileExportTest {

    private static final int SIZE = 1_400;

    @TempDir
    private Path temporary;
    private LogFixture log;

    private record Outcome(int exitCode, String said) {}

    @BeforeEach
    void writeTheLog() {
        log = LogFixture.write(temporary.resolve("log"), SIZE);
    }

    private static Outcome run(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        int ended = VerifierCommand.run(VerifierCommand.line().setOut(to).setErr(to), arguments);
        assertThat(said.toString()).doesNotContain("Exception");
        return new Outcome(ended, said.toString());
    }

    private static Outcome fsck(Path location, String... more) {
        String[] all = {"fsck", location.toString(), "--key", LogFixture.LOG.verifierKey().vkey()};
        return run(Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new));
    }

    /** The same verdict in a folder and in a ZIP. */
    private void fsck(int exitCode, String because) throws IOException {
        Path zip = log.zip(temporary.resolve("log.zip"));
        for (Path location : List.of(log.folder(), zip)) {
            Outcome outcome = fsck(location);
            assertThat(outcome.exitCode()).as(outcome.said()).isEqualTo(exitCode);
            assertThat(outcome.said()).contains(because);
        }
    }

    private void doesNotPass(String because) throws IOException {
        Path zip = log.zip(temporary.resolve("log.zip"));
        for (Path location : List.of(log.folder(), zip)) {
            Outcome outcome = fsck(location);
            assertThat(outcome.exitCode()).as(outcome.said()).isNotZero();
            assertThat(outcome.said()).contains(because).doesNotContain("HOLDS: every", "HOLDS: entries");
        }
    }

    @Test
    void aWholeExportHolds() throws IOException {
        log.becomesExport(1, SIZE, SIZE);
        fsck(0, "HOLDS: every entry is in the signed tree");
        assertThat(fsck(log.folder(), "--whole").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "300|700|entries 256 to 767 of 1400 are in the signed tree; entries 0 to 255 and entries 768 to 1399 are not in this export",
        "1|256|entries 0 to 255 of 1400 are in the signed tree; entries 256 to 1399 are not in this export",
        "1400|1400|entries 1280 to 1399 of 1400 are in the signed tree; entries 0 to 1279 are not in this export",
        "2|1400|entries 0 to 1399 of 1400 are in the signed tree; no entry is absent"})
    void aPartHoldsAndSaysWhatItIsNot(int from, int to, String because) throws IOException {
        log.becomesExport(from, to, SIZE);
        fsck(0, because);
        Outcome outcome = fsck(log.folder(), "--whole");
        assertThat(outcome.exitCode()).as(outcome.said()).isEqualTo(2);
        assertThat(outcome.said()).contains("the whole log is needed here");
    }

    @Test
    void aPartThatClaimsToBeWholeDoesNotPassAsWhole() throws IOException {
        log.becomesExport(300, 700, SIZE);
        log.put(ExportFacts.FILE, ExportFacts.whole(SIZE).encode());
        doesNotPass("tile/entries/000 is missing");
        Files.delete(log.file(ExportFacts.FILE));
        doesNotPass("export.json is missing");
        Files.delete(log.file("proofs/300.tlog-proof"));
        Files.delete(log.file("proofs/700.tlog-proof"));
        doesNotPass("tile/entries/000 is missing");
    }

    @Test
    void aPartOfALogSaysNothingOfItsGrowth() throws IOException {
        log.becomesExport(300, 700, SIZE);
        Path old = Files.write(temporary.resolve("old"), log.signed(SIZE, LogFixture.LOG).encode());
        Outcome outcome = run("consistency", old.toString(), log.folder().toString(), "--key", LogFixture.LOG.verifierKey().vkey());
        assertThat(outcome.exitCode()).as(outcome.said()).isEqualTo(2);
        assertThat(outcome.said()).contains("the whole log is needed here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "keys", "export.json", "proofs/300.tlog-proof", "tile/0/001", "tile/0/005.p/120", "tile/1/000.p/5",
        "tile/entries/002"})
    void aFileThatWasRemovedOrRenamedIsMissed(String path) throws IOException {
        log.becomesExport(300, 700, SIZE);
        Files.move(log.file(path), log.file(path + "-"));
        doesNotPass(path);
        Files.delete(log.file(path + "-"));
        doesNotPass(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "keys", "export.json", "proofs/300.tlog-proof", "proofs/700.tlog-proof", "tile/0/001", "tile/0/005.p/120",
        "tile/1/000.p/5", "tile/entries/002"})
    void aBitThatWasChangedIsFound(String path) throws IOException {
        log.becomesExport(300, 700, SIZE);
        byte[] good = log.get(path);
        for (int at : new int[] {0, good.length / 2, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 0x04;
            log.put(path, bad);
            fsck(1, "DOES NOT HOLD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/entries/000", "tile/entries/005.p/120", "tile/0/001.p/7", "tile/entries/001.p/7", "proofs/301.tlog-proof",
        "proofs/notes.txt", "tile/notes.txt", "tile/2/000.p/1"})
    void aFileThatWasAddedIsNamed(String path) throws IOException {
        byte[] content = Files.exists(log.file(path)) ? log.get(path) : log.get("tile/0/001");
        log.becomesExport(300, 700, SIZE);
        log.put(path, content);
        fsck(1, path);
    }

    @Test
    void whatLiesBesideIsSaidToBeNobodysWord() throws IOException {
        log.becomesExport(300, 700, SIZE);
        log.put("notes.txt", new byte[1]);
        fsck(0, "not looked at, for the log does not vouch for it: \"notes.txt\"");
    }

    @Test
    void bundlesThatChangedPlacesAreFound() throws IOException {
        log.becomesExport(300, 700, SIZE);
        byte[] one = log.get("tile/entries/001");
        byte[] other = log.get("tile/entries/002");
        log.put("tile/entries/001", other);
        log.put("tile/entries/002", one);
        fsck(1, "entry 256: tile/entries/001 has another one than tile/0 says");
    }

    /** With their tiles, one level up too: only the root can tell. */
    @Test
    void tilesThatChangedPlacesWithTheirBundlesAreFound() throws IOException {
        log.becomesExport(300, 700, SIZE);
        for (String level : List.of("tile/0/", "tile/entries/")) {
            byte[] one = log.get(level + "001");
            log.put(level + "001", log.get(level + "002"));
            log.put(level + "002", one);
        }
        byte[] above = log.get("tile/1/000.p/5");
        byte[] swapped = above.clone();
        System.arraycopy(above, 32, swapped, 64, 32);
        System.arraycopy(above, 64, swapped, 32, 32);
        log.put("tile/1/000.p/5", swapped);
        fsck(1, "together they have the root");
    }

    /** A hash of what is not there by intention has nothing under it, but the root above it. */
    @Test
    void aLieAboutWhatIsNotThereIsFound() throws IOException {
        log.becomesExport(300, 700, SIZE);
        byte[] above = log.get("tile/1/000.p/5");
        above[3 * 32] ^= 1;
        log.put("tile/1/000.p/5", above);
        fsck(1, "together they have the root");
    }

    @Test
    void theCheckpointOfAnotherSizeOrLogIsFound() throws IOException {
        log.becomesExport(300, 700, SIZE);
        log.put("checkpoint", log.signed(SIZE, LogFixture.OTHER_LOG).encode());
        fsck(1, "not signed by any key");
        LogFixture other = LogFixture.write(temporary.resolve("other"), SIZE, index -> new byte[] {(byte) index});
        log.put("checkpoint", other.get("checkpoint"));
        fsck(1, "together they have the root");
        LogFixture smaller = LogFixture.write(temporary.resolve("smaller"), TilePath.WIDTH_MAX * 4);
        log.put("checkpoint", smaller.get("checkpoint"));
        fsck(1, "export.json speaks of a log of 1400 entries, the checkpoint of 1024");
    }

    @Test
    void aProofOfAnotherEntryOrCheckpointIsFound() throws IOException {
        log.becomesExport(300, 700, SIZE);
        byte[] good = log.get("proofs/300.tlog-proof");
        log.put("proofs/300.tlog-proof", log.get("proofs/700.tlog-proof"));
        fsck(1, "proofs/300.tlog-proof does not prove entry 299");
        log.put("proofs/300.tlog-proof", log.inclusion(299, SIZE, false).encode());
        fsck(1, "proofs/300.tlog-proof does not prove entry 299");
        log.put("proofs/300.tlog-proof", new String(good, StandardCharsets.UTF_8).replace("index 299", "index 298").getBytes(StandardCharsets.UTF_8));
        fsck(1, "proofs/300.tlog-proof does not prove entry 299");
    }

    @Test
    void aZipThatBrokeOffIsNoExport() throws IOException {
        log.becomesExport(300, 700, SIZE);
        byte[] zip = Files.readAllBytes(log.zip(temporary.resolve("log.zip")));
        Path torn = temporary.resolve("torn.zip");
        for (int length = 0; length < zip.length; length += 9_973) {
            Files.write(torn, Arrays.copyOf(zip, length));
            assertThat(fsck(torn).exitCode()).isEqualTo(2);
        }
    }
}
