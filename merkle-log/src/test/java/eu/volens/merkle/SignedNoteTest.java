package eu.volens.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignedNoteTest {

    private static final VerifierKey PETER = Vectors.key("PeterNeumann");
    private static final VerifierKey ENOCH = Vectors.key("EnochRoot");
    private static final String NOTE = Vectors.text("note-two-signers.txt");
    private static final String TEXT = NOTE.substring(0, NOTE.lastIndexOf("\n\n") + 1);
    private static final String PETERS_LINE = NOTE.lines().filter(line -> line.contains("Peter")).findFirst().orElseThrow() + "\n";
    private static final String ENOCHS_LINE = NOTE.lines().filter(line -> line.contains("Enoch")).findFirst().orElseThrow() + "\n";

    private static SignedNote note(String note) {
        return SignedNote.parse(note.getBytes(UTF_8));
    }

    private static List<VerifierKey> signers(SignedNote note, VerifierKey... known) {
        return note.verify(List.of(known)).stream().map(VerifiedSignature::key).toList();
    }

    @Test
    void whoIsKnownIsVerifiedAndWhoIsNotIsIgnored() {
        assertThat(note(NOTE).text()).isEqualTo(TEXT);
        assertThat(signers(note(NOTE), PETER)).containsExactly(PETER);
        assertThat(signers(note(NOTE), ENOCH)).containsExactly(ENOCH);
        assertThat(signers(note(NOTE), ENOCH, PETER)).containsExactly(PETER, ENOCH);
        assertThat(signers(note(TEXT + "\n" + PETERS_LINE + PETERS_LINE), PETER)).containsExactly(PETER);
    }

    @Test
    void theExamplesOfOthersHold() {
        assertThat(signers(note(Vectors.text("note-example.txt")), Vectors.key("example.com/foo"))).hasSize(1);
        for (String size : List.of("20852163", "65209736")) {
            SignedNote sumdb = note(Vectors.text("checkpoint-sumdb-" + size + ".txt"));
            assertThat(signers(sumdb, Vectors.key("sum.golang.org"))).hasSize(1);
            assertThat(Checkpoint.parse(sumdb.text()).size()).isEqualTo(Long.parseLong(size));
        }
    }

    @Test
    void whatIsReadIsWrittenAgain() {
        for (String file : List.of("note-two-signers.txt", "note-example.txt", "checkpoint-sumdb-20852163.txt")) {
            assertThat(SignedNote.parse(Vectors.bytes(file)).encode()).isEqualTo(Vectors.bytes(file));
        }
    }

    @Test
    void aNoteThatNobodyKnownSignedIsRejected() {
        assertThatThrownBy(() -> note(NOTE).verify(List.of())).isInstanceOf(NoteRejectedException.class);
        assertThatThrownBy(() -> note(TEXT + "\n" + PETERS_LINE).verify(List.of(ENOCH))).isInstanceOf(NoteRejectedException.class);
    }

    @Test
    void sharingAnIdOrANameIsNotEnough() {
        VerifierKey otherName = VerifierKey.of("CarmenSandiego", KeyType.ED25519, PETER.publicKey());
        VerifierKey otherType = VerifierKey.of(PETER.name(), KeyType.COSIGNATURE_V1, PETER.publicKey());
        String misnamed = NOTE.replace("PeterNeumann", "CarmenSandiego");
        assertThatThrownBy(() -> note(misnamed).verify(List.of(PETER))).hasMessageContaining("not signed by any key");
        assertThatThrownBy(() -> note(NOTE).verify(List.of(otherName, otherType))).hasMessageContaining("not signed by any key");
        assertThat(signers(note(NOTE), otherName, otherType, PETER)).containsExactly(PETER);
    }

    @Test
    void oneBadSignatureOfAKnownKeySpoilsTheNote() {
        String bad = PETERS_LINE.replace("x08go/ZJ", "x08go/ZK");
        assertThatThrownBy(() -> note(TEXT + "\n" + bad + ENOCHS_LINE).verify(List.of(PETER, ENOCH)))
                .isInstanceOf(NoteRejectedException.class).hasMessageContaining("PeterNeumann");
        assertThatThrownBy(() -> note(TEXT + "\n" + PETERS_LINE + bad).verify(List.of(PETER))).isInstanceOf(NoteRejectedException.class);
        assertThat(signers(note(TEXT + "\n" + bad + ENOCHS_LINE), ENOCH)).containsExactly(ENOCH);
        String tooLong = PETERS_LINE.substring(0, 60) + "ABCD" + PETERS_LINE.substring(60);
        assertThatThrownBy(() -> note(TEXT + "\n" + tooLong).verify(List.of(PETER))).isInstanceOf(NoteRejectedException.class);
    }

    @Test
    void everyBitOfASignedNoteCounts() {
        byte[] bytes = (TEXT + "\n" + PETERS_LINE).getBytes(UTF_8);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> SignedNote.parse(flipped).verify(List.of(PETER)))
                    .isInstanceOfAny(MalformedException.class, NoteRejectedException.class);
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SignedNote.parse(cut).verify(List.of(PETER))).isInstanceOfAny(MalformedException.class, NoteRejectedException.class);
        }
    }

    static Stream<String> malformed() {
        String good = TEXT + "\n" + PETERS_LINE;
        return Stream.of("", "\n", "\n\n", TEXT, TEXT + "\n", TEXT + PETERS_LINE, good.substring(0, good.length() - 1), good + "\n",
                good + "Unexpected line.\n", "\u0001" + good, good.replace("\n\n", "\r\n\r\n"), good.replace("problem,", "problem,\t"),
                good.replace("— Peter", "- Peter"), good.replace("— Peter", "—Peter"), good.replace("— Peter", "—  Peter"),
                good.replace("PeterNeumann", "Peter Neumann"), good.replace("PeterNeumann", "Peter+Neumann"), good.replace("PeterNeumann", "Peter\u00a0Neumann"),
                good.replace("PeterNeumann ", ""), good.replace("nAM=", "nAM"), good.replace("nAM=", "nAN="), good.replace("nAM=", "nAM= "),
                TEXT + "\n— PeterNeumann x08goA==\n".replace("oA==", "o"), TEXT + "\n— PeterNeumann \n", TEXT + "\n— PeterNeumann x08gow==\n",
                TEXT + "\n" + PETERS_LINE.repeat(SignedNote.SIGNATURES_MAX + 1));
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String note) {
        assertThatThrownBy(() -> note(note)).isInstanceOf(MalformedException.class);
    }

    @Test
    void whatIsNotUtf8IsNoNote() {
        assertThatThrownBy(() -> SignedNote.parse(("\u00ff" + NOTE).getBytes(StandardCharsets.ISO_8859_1))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> SignedNote.parse(new byte[SignedNote.NOTE_BYTES_MAX + 1])).isInstanceOf(MalformedException.class);
    }

    @Test
    void aTextMayHaveEmptyLines() {
        SignedNote poem = note("One\n\nTwo\n\n\n— a AAAAAAA=\n");
        assertThat(poem.text()).isEqualTo("One\n\nTwo\n\n");
        assertThat(poem.encode()).isEqualTo("One\n\nTwo\n\n\n— a AAAAAAA=\n".getBytes(UTF_8));
    }

    @Test
    void asManySignaturesAsTheLimitAreRead() {
        assertThat(note(TEXT + "\n" + PETERS_LINE.repeat(SignedNote.SIGNATURES_MAX)).signatures()).hasSize(SignedNote.SIGNATURES_MAX);
    }

    @Test
    void signaturesAreAddedOnce() {
        SignedNote one = note(TEXT + "\n" + PETERS_LINE);
        SignedNote two = one.with(note(NOTE).signatures());
        assertThat(two).isEqualTo(note(NOTE));
    }

    @Test
    void noiseIsRefusedAndBreaksNothing() {
        Random random = new Random(1);
        byte[] bytes = NOTE.getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = bytes.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            try {
                SignedNote.parse(noise).verify(List.of(PETER, ENOCH));
                assertThat(SignedNote.parse(noise).text()).isEqualTo(TEXT);
            } catch (MalformedException | NoteRejectedException refused) {
                assertThat(refused).hasMessageNotContaining("\n");
            }
        }
    }
}
