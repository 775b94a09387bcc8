package eu.volens.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.merkle.AddCheckpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.TlogProof;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Proofs and checkpoints as files, good ones and every kind of bad one we could think of. */
class ProofsTest {

    private static final String KEY = LogFixture.LOG.verifierKey().vkey();
    private static final int SIZE = 1_000;
    private static final int INDEX = 700;

    @TempDir
    private static Path temporary;
    private static LogFixture log;

    @BeforeAll
    static void writeTheLog() {
        log = LogFixture.write(temporary.resolve("log"), SIZE);
    }

    private record Outcome(int exitCode, String said) {}

    private static Outcome run(Object... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        CommandLine line = VerifierCommand.line().setOut(to).setErr(to);
        int exitCode = VerifierCommand.run(line, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Outcome(exitCode, said.toString());
    }

    private static Path file(byte[] content) throws IOException {
        return Files.write(temporary.resolve("file"), content);
    }

    private static Outcome inclusion(byte[] proof) throws IOException {
        return run("inclusion", file(proof), "--key", KEY);
    }

    private static void holds(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.said()).isZero();
        assertThat(outcome.said()).contains("HOLDS: ");
    }

    private static void doesNotHold(Outcome outcome, String because) {
        assertThat(outcome.exitCode()).as(outcome.said()).isEqualTo(1);
        assertThat(outcome.said()).contains("DOES NOT HOLD: ").contains(because).doesNotContain("Exception");
    }

    private static void isNotJudged(Outcome outcome, String because) {
        assertThat(outcome.exitCode()).as(outcome.said()).isEqualTo(2);
        assertThat(outcome.said()).contains("NOT JUDGED: ").contains(because).doesNotContain("Exception");
    }

    @Test
    void everyEntryOfLogsOfManySizesIsProven() throws IOException {
        Random random = new Random(7);
        for (int size : List.of(1, 2, 3, 255, 256, 257, 512, 999, SIZE)) {
            int index = random.nextInt(size);
            holds(inclusion(log.inclusion(index, size, true).encode()));
        }
    }

    @Test
    void anEntryThatIsNotInTheProofIsGivenAsAFile() throws IOException {
        byte[] proof = log.inclusion(INDEX, SIZE, false).encode();
        Path entry = Files.write(temporary.resolve("entry"), LogFixture.entry(INDEX));
        holds(run("inclusion", file(proof), "--key", KEY, "--entry", entry));
        isNotJudged(inclusion(proof), "give --entry");
        Files.write(entry, LogFixture.entry(INDEX + 1));
        doesNotHold(run("inclusion", file(proof), "--key", KEY, "--entry", entry), "this is not entry 700");
    }

    @Test
    void noByteOfAProofCanBeAnotherOne() throws IOException {
        byte[] good = log.inclusion(INDEX, SIZE, true).encode();
        for (int at = 0; at < good.length; at++) {
            for (int bit : new int[] {0x01, 0x20, 0x80}) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) bit;
                Outcome outcome = inclusion(bad);
                assertThat(outcome.exitCode()).as("byte %d, bit %x: %s", at, bit, outcome.said()).isEqualTo(1);
            }
        }
    }

    @Test
    void aProofThatEndsTooSoonOrTooLateIsRefused() throws IOException {
        byte[] good = log.inclusion(INDEX, SIZE, true).encode();
        for (int length = 0; length < good.length; length++) {
            Outcome outcome = inclusion(Arrays.copyOf(good, length));
            assertThat(outcome.exitCode()).as("the first %d bytes: %s", length, outcome.said()).isEqualTo(1);
        }
        doesNotHold(inclusion(Arrays.copyOf(good, good.length + 1)), "not a tlog-proof");
    }

    @Test
    void aPathOfOtherHashesIsRefused() throws IOException {
        TlogProof good = log.inclusion(INDEX, SIZE, true);
        List<Hash> padded = new ArrayList<>(good.path());
        padded.add(padded.get(0));
        List<Hash> swapped = new ArrayList<>(good.path());
        Collections.swap(swapped, 0, 1);
        List<Hash> reversed = new ArrayList<>(good.path());
        Collections.reverse(reversed);
        for (List<Hash> path : List.of(padded, swapped, reversed, good.path().subList(0, good.path().size() - 1),
                good.path().subList(1, good.path().size()), List.<Hash>of())) {
            doesNotHold(inclusion(new TlogProof(good.extra(), INDEX, path, good.checkpoint()).encode()), "this is not entry 700");
        }
    }

    @Test
    void aPathForAnotherIndexOrSizeIsRefused() throws IOException {
        TlogProof good = log.inclusion(INDEX, SIZE, true);
        for (long index : new long[] {0, INDEX - 1, INDEX + 1, SIZE - 1, SIZE, Long.MAX_VALUE}) {
            doesNotHold(inclusion(new TlogProof(good.extra(), index, good.path(), good.checkpoint()).encode()), "this is not entry " + index);
        }
        doesNotHold(inclusion(new TlogProof(good.extra(), INDEX, good.path(), log.signed(SIZE - 1, LogFixture.LOG)).encode()), "not for it");
    }

    @Test
    void aLogThatGrewIsConsistentWithWhatItWas() throws IOException {
        for (int size : List.of(1, 2, 255, 256, 257, 999, SIZE)) {
            Path old = Files.write(temporary.resolve("old"), log.signed(size, LogFixture.LOG).encode());
            holds(run("consistency", old, file(log.consistency(size, SIZE).encode()), "--key", KEY));
        }
    }

    @Test
    void noByteOfAConsistencyProofCanBeAnotherOne() throws IOException {
        Path old = Files.write(temporary.resolve("old"), log.signed(INDEX, LogFixture.LOG).encode());
        byte[] good = log.consistency(INDEX, SIZE).encode();
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x01;
            Outcome outcome = run("consistency", old, file(bad), "--key", KEY);
            assertThat(outcome.exitCode()).as("byte %d: %s", at, outcome.said()).isNotZero();
            assertThat(outcome.said()).doesNotContain("Exception");
        }
    }

    @Test
    void aPathBetweenOtherSizesIsRefused() throws IOException {
        Path old = Files.write(temporary.resolve("old"), log.signed(INDEX, LogFixture.LOG).encode());
        AddCheckpoint other = log.consistency(INDEX - 1, SIZE);
        doesNotHold(run("consistency", old, file(other.encode()), "--key", KEY), "not proven to be of one history");
        doesNotHold(run("consistency", old, file(new AddCheckpoint(INDEX, other.path(), other.checkpoint()).encode()), "--key", KEY),
                "not proven to be of one history");
        doesNotHold(run("consistency", old, file(log.signed(INDEX - 1, LogFixture.LOG).encode()), "--key", KEY), "shrank");
    }

    @Test
    void aCheckpointHoldsForWhoSignedIt() throws IOException {
        Path file = file(log.witnessed(SIZE).encode());
        holds(run("checkpoint", file, "--key", KEY));
        holds(run("checkpoint", file, "--key", KEY, "--key", LogFixture.WITNESS.verifierKey().vkey(), "--witnesses", 1));
        doesNotHold(run("checkpoint", file, "--key", KEY, "--witnesses", 1), "by 0 of the witnesses");
        doesNotHold(run("checkpoint", file, "--key", LogFixture.OTHER_LOG.verifierKey().vkey()), "not signed by any key");
        doesNotHold(run("checkpoint", file, "--key", KEY, "--origin", "log.example/other"), "speaks for");
        isNotJudged(run("checkpoint", file), "give --key");
        isNotJudged(run("checkpoint", file, "--key", "me"), "--key: ");
    }

    @Test
    void whatIsNotThereOrMakesNoSenseIsNotJudged() throws IOException {
        isNotJudged(run("inclusion", temporary.resolve("nowhere"), "--key", KEY), "there is no file");
        isNotJudged(run("fsck", temporary.resolve("nowhere")), "there is no folder");
        isNotJudged(run("fsck", file("no zip".getBytes(StandardCharsets.UTF_8)), "--key", KEY), "as a ZIP");
        isNotJudged(run("fsck", Files.createDirectories(temporary.resolve("empty")), "--key", KEY), "no checkpoint");
        isNotJudged(run(), "say what to check");
        isNotJudged(run("judge"), "--help");
    }
}
