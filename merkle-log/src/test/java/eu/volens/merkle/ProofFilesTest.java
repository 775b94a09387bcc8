package eu.volens.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code tlog-proof} files and the bodies of {@code add-checkpoint}. */
class ProofFilesTest {

    private static final String CHECKPOINT = Vectors.text("checkpoint-sumdb-20852163.txt");
    private static final String HASH = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";

    private static TlogProof proof(String file) {
        return TlogProof.parse(file.getBytes(UTF_8));
    }

    @Test
    void aProofIsReadAndWritten() {
        String file = "c2sp.org/tlog-proof@v1\nindex 73894\n" + HASH + HASH + "\n" + CHECKPOINT;
        assertThat(proof(file).index()).isEqualTo(73_894);
        assertThat(proof(file).path()).hasSize(2);
        assertThat(proof(file).extra()).isEmpty();
        assertThat(proof(file).checkpoint()).isEqualTo(SignedNote.parse(CHECKPOINT.getBytes(UTF_8)));
        assertThat(new String(proof(file).encode(), UTF_8)).isEqualTo(file);
    }

    @Test
    void extraDataAndEmptyPathsArePossible() {
        String file = "c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 0\n\n" + CHECKPOINT;
        assertThat(proof(file).extra()).hasValueSatisfying(extra -> assertThat(extra).isEqualTo("hello".getBytes(UTF_8)));
        assertThat(proof(file).path()).isEmpty();
        assertThat(new String(proof(file).encode(), UTF_8)).isEqualTo(file);
        assertThat(proof("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n" + CHECKPOINT).extra()).hasValue(new byte[0]);
    }

    static Stream<String> malformedProofs() {
        String good = "c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 7\n" + HASH + "\n" + CHECKPOINT;
        return Stream.of("", "\n\n", "c2sp.org/tlog-proof@v1\n", good.replace("@v1", "@v2"), " " + good, good.replace("@v1", "@v1\r"),
                good.replace("index 7", "index 07"), good.replace("index 7", "index -7"), good.replace("index 7", "index 9223372036854775808"),
                good.replace("index 7", "index"), good.replace("index 7", "index "), good.replace("index 7", "Index 7"), good.replace("index 7\n", ""),
                good.replace("index 7", "index 7 "), good.replace("index 7", "index 7\nindex 7"), good.replace("aGVsbG8=", "aGVsbG8"),
                good.replace("aGVsbG8=", "aGVsbG9="), good.replace(HASH, HASH.substring(4)), good.replace(HASH, HASH + "\n"),
                good.replace(HASH, HASH.replace("=", "é")), good.replace(HASH, HASH.repeat(64)), good.replace("\n\n", "\n"), good + "\n", good + "x",
                good.replace("extra aGVsbG8=\nindex 7", "index 7\nextra aGVsbG8="), good.replace("extra a", "extra  a"));
    }

    @ParameterizedTest
    @MethodSource
    void malformedProofs(String file) {
        assertThatThrownBy(() -> proof(file)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aCutProofIsRefused() {
        byte[] good = ("c2sp.org/tlog-proof@v1\nindex 7\n" + HASH + "\n" + CHECKPOINT).getBytes(UTF_8);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> TlogProof.parse(cut)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void whatCannotBeReadIsNotWritten() {
        SignedNote note = SignedNote.parse(CHECKPOINT.getBytes(UTF_8));
        assertThatThrownBy(() -> new TlogProof(Optional.empty(), -1, List.of(), note)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new AddCheckpoint(0, List.of(TreeHasher.EMPTY_ROOT), note)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new AddCheckpoint(5, Collections.nCopies(64, TreeHasher.EMPTY_ROOT), note)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aRequestToAWitnessIsReadAndWritten() {
        for (String body : List.of("old 20852014\n" + HASH + HASH + "\n" + CHECKPOINT, "old 0\n\n" + CHECKPOINT)) {
            AddCheckpoint request = AddCheckpoint.parse(body.getBytes(UTF_8));
            assertThat(new String(request.encode(), UTF_8)).isEqualTo(body);
            for (String bad : List.of(body.replace("old ", "old"), body.replace("old ", "old 0"), body.replace("old ", "new "), "\n" + body,
                    body.replaceFirst("\n\n", "\n"), body.replace("old 0\n", "old 0\n" + HASH))) {
                if (!bad.equals(body)) {
                    assertThatThrownBy(() -> AddCheckpoint.parse(bad.getBytes(UTF_8))).as(bad).isInstanceOf(MalformedException.class);
                }
            }
        }
    }
}
