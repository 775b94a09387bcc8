package eu.volens.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.sign.CheckpointSigner;
import eu.volens.merkle.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final int PIPE_TAKES_AT_ONCE = 4_096;

    @Test
    void whatIsWrittenIsReadBack() {
        SigningKey key = SigningKey.of("volens.example/crash", KeyType.ED25519, new byte[SigningKey.SEED_BYTES]);
        SignedNote note = CheckpointSigner.sign(Optional.empty(), Checkpoint.of("volens.example/crash", new TreeHead(0, TreeHasher.EMPTY_ROOT)),
                List.of(), List.of(key));
        List<Line> lines = List.of(new Line.Began(), new Line.Sent("r1w0c2n3", 4, List.of(History.ONE, History.TWO, History.ONE)),
                new Line.Acked("r1w0c2n3", 4, List.of(0L, 17L, 1L)), new Line.Found("r1w0c2n3", 4), new Line.Refused("r1w0c2n3", 4, "conflict"),
                new Line.Unsure("r1w0c2n3", 4, "nobody knows what"), new Line.Signed(note), new Line.Failed("a client met a problem"));
        for (Line line : lines) {
            assertThat(Line.read(line.write())).isEqualTo(line);
        }
    }

    @Test
    void aLineIsOneLineAndShortEnoughToBeWholeOrAbsent() {
        List<UUID> streams = Collections.nCopies(Client.LARGE_UNIT_EVENTS, History.ONE);
        assertThat(new Line.Sent("r1000000w0c0n100000", 1_000_000, streams).write().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(PIPE_TAKES_AT_ONCE);
        assertThat(new Line.Failed("é\n".repeat(5_000)).write()).doesNotContain("\n").hasSizeLessThan(PIPE_TAKES_AT_ONCE / 4);
    }

    @Test
    void anythingElseIsNoLine() {
        assertThatThrownBy(() -> Line.read("12:00:00 INFO something")).isInstanceOf(IllegalArgumentException.class);
    }
}
