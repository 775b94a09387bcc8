package eu.volens.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.volens.verifier.VerifierJar.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/VERIFYING.md, run as they stand there. */
class ByHandIT {

    private static final int SIZE = 300;
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    /** What only the step has that wants every tile of level 0. */
    private static final String OF_WHOLE_LOGS = "find tile/0 -type f |";

    @TempDir
    private Path temporary;
    private LogFixture log;

    @BeforeAll
    static void needsItsTools() {
        for (String tool : List.of("bash", "openssl", "xxd", "base64", "sha256sum")) {
            boolean there = VerifierJar.process(Path.of("."), List.of("sh", "-c", "command -v " + tool)).exitCode() == 0;
            assumeTrue(there, "doing it by hand needs " + tool + ", which is not installed");
        }
    }

    @BeforeEach
    void writeTheLog() throws IOException {
        log = LogFixture.write(temporary.resolve("log"), SIZE);
        log.becomesExport(1, SIZE, SIZE);
        log.put("entry.tlog-proof", log.inclusion(0, SIZE, false).encode());
    }

    private Outcome byHand() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "VERIFYING.md"));
        List<String> steps = COMMANDS.matcher(guide).results().map(step -> step.group(1)).toList();
        assertThat(steps).hasSize(6);
        boolean whole = Files.exists(log.file("tile/0/000"));
        String script = steps.stream().filter(step -> whole || !step.contains(OF_WHOLE_LOGS)).collect(Collectors.joining("\n"));
        return VerifierJar.process(log.folder(), List.of("bash", "-e", "-c", script));
    }

    private void fails(String path, int at) throws IOException {
        byte[] good = log.get(path);
        byte[] bad = good.clone();
        bad[at] ^= 0x01;
        log.put(path, bad);
        assertThat(byHand().exitCode()).as(path).isNotZero();
        log.put(path, good);
    }

    @Test
    void anHonestLogHolds() throws IOException {
        Outcome outcome = byHand();
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Signature Verified Successfully");
    }

    @Test
    void aLogThatWasTamperedWithDoesNot() throws IOException {
        fails("checkpoint", 22);
        fails("tile/entries/000", 40);
        fails("tile/0/001.p/44", 40);
        fails("entry.tlog-proof", 40);
    }

    /** Of a part, with a proof of its first entry. */
    @Test
    void aPartOfALogHoldsToo() throws IOException {
        LogFixture larger = LogFixture.write(temporary.resolve("larger"), 3 * SIZE);
        larger.becomesExport(513, 600, 3 * SIZE);
        larger.put("entry.tlog-proof", larger.get("proofs/513.tlog-proof"));
        log = larger;
        Outcome outcome = byHand();
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        fails("tile/0/002", 40);
        fails("tile/1/000.p/3", 40);
        fails("tile/0/003.p/132", 40);
    }
}
