package eu.volens.merkle.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NaiveTree;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.NoteSignature;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.Vectors;
import eu.volens.merkle.VerifiedSignature;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigningTest {

    private static final String PETERS_KEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final SigningKey LOG = key("log.example/volens", KeyType.ED25519, 0x00);
    private static final SigningKey WITNESS = key("witness.example/w1", KeyType.COSIGNATURE_V1, 0x20);
    private static final NaiveTree TREE = NaiveTree.of(20);
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    /** The seeds of the worked examples: 32 bytes, each one more than the one before. */
    private static SigningKey key(String name, KeyType type, int firstByte) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (firstByte + i);
        }
        return SigningKey.of(name, type, bytes);
    }

    private static Checkpoint checkpoint(int size) {
        return Checkpoint.of("log.example/volens", new TreeHead(size, TREE.root(size)));
    }

    private static Optional<Refusal> judge(int last, int next, List<Hash> proof) {
        return AppendOnlyGuard.judge(Optional.of(checkpoint(last)), checkpoint(next), proof);
    }

    @Test
    void whatIsStatedBesideTheLogIsSignedByAKeyOfItsOwn() {
        StatementSigner signer = StatementSigner.of(LOG, "shown");
        SignedNote note = signer.sign("volens example\n");

        assertThat(signer.verifierKey().name()).isEqualTo("log.example/volens/shown");
        assertThat(note.verify(List.of(signer.verifierKey()))).hasSize(1);
        assertThatThrownBy(() -> note.verify(List.of(LOG.verifierKey()))).isInstanceOf(NoteRejectedException.class);
        assertThat(StatementSigner.of(LOG, "shown").verifierKey()).as("on every machine").isEqualTo(signer.verifierKey());
        assertThat(StatementSigner.of(LOG, "other").verifierKey().publicKey()).isNotEqualTo(signer.verifierKey().publicKey());
        assertThat(signer.verifierKey().publicKey()).isNotEqualTo(LOG.verifierKey().publicKey());
    }

    @Test
    void aKeyOfTheNoteToolsSignsTheSameBytes() {
        SigningKey peter = SigningKey.parse(PETERS_KEY);
        assertThat(peter.verifierKey()).isEqualTo(Vectors.key("PeterNeumann"));
        assertThat(peter.encode()).isEqualTo(PETERS_KEY);
        SignedNote note = SignedNote.parse(Vectors.bytes("note-two-signers.txt"));
        assertThat(note.signatures()).contains(peter.sign(note.text()));
    }

    @Test
    void noKeyWithAnotherCharacterIsAKey() {
        for (int i = 0; i < PETERS_KEY.length(); i++) {
            String changed = PETERS_KEY.substring(0, i) + (char) (PETERS_KEY.charAt(i) + 1) + PETERS_KEY.substring(i + 1);
            assertThatThrownBy(() -> SigningKey.parse(changed)).as(changed).isInstanceOf(MalformedException.class)
                    .hasMessageNotContaining("AYEKFALV");
            String cut = PETERS_KEY.substring(0, i);
            assertThatThrownBy(() -> SigningKey.parse(cut)).as(cut).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void severalKeysSignOneCheckpoint() {
        SigningKey next = key("log.example/volens", KeyType.ED25519, 0x40);
        SignedNote note = CheckpointSigner.sign(Optional.empty(), checkpoint(7), List.of(), List.of(LOG, next));
        assertThat(SignedNote.parse(note.encode())).isEqualTo(note);
        assertThat(note.verify(List.of(LOG.verifierKey()))).hasSize(1);
        assertThat(note.verify(List.of(LOG.verifierKey(), next.verifierKey()))).hasSize(2);
        assertThat(Checkpoint.parse(note.text())).isEqualTo(checkpoint(7));
    }

    @Test
    void aWitnessSignsTheTimeToo() {
        SignedNote note = CheckpointSigner.sign(Optional.empty(), checkpoint(7), List.of(), List.of(LOG));
        NoteSignature cosignature = CheckpointSigner.cosign(Optional.empty(), checkpoint(7), List.of(), WITNESS, NOON);
        SignedNote witnessed = note.with(List.of(cosignature));
        assertThat(witnessed.verify(List.of(LOG.verifierKey(), WITNESS.verifierKey())))
                .containsExactly(new VerifiedSignature(LOG.verifierKey(), Optional.empty()), new VerifiedSignature(WITNESS.verifierKey(), Optional.of(NOON)));

        byte[] bytes = cosignature.signature();
        assertThat(ByteBuffer.wrap(bytes).getLong()).isEqualTo(NOON.getEpochSecond());
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            SignedNote bad = note.with(List.of(new NoteSignature(cosignature.name(), cosignature.keyId(), flipped)));
            assertThatThrownBy(() -> bad.verify(List.of(LOG.verifierKey(), WITNESS.verifierKey()))).isInstanceOf(NoteRejectedException.class);
        }
    }

    @Test
    void theWorkedExamplesOfTheDocumentsAreReproduced() {
        SignedNote signed = CheckpointSigner.sign(Optional.empty(), checkpoint(7), List.of(), List.of(LOG));
        NoteSignature cosignature = CheckpointSigner.cosign(Optional.empty(), checkpoint(7), List.of(), WITNESS, NOON);
        assertThat(new String(signed.with(List.of(cosignature)).encode(), UTF_8)).isEqualTo(Vectors.text("checkpoint-witnessed.txt"));
        assertThat(LOG.verifierKey().vkey() + "\n" + WITNESS.verifierKey().vkey() + "\n").isEqualTo(Vectors.text("checkpoint-witnessed-keys.txt"));
    }

    @Test
    void theWorkedProofIsReproducedAndHolds() {
        SignedNote signed = SignedNote.parse(Vectors.bytes("checkpoint-witnessed.txt"));
        TlogProof proof = new TlogProof(Optional.of("entry 5".getBytes(UTF_8)), 5, TREE.inclusion(5, 7), signed);
        assertThat(new String(proof.encode(), UTF_8)).isEqualTo(Vectors.text("proof-of-entry-5.tlog-proof"));
        Checkpoint checkpoint = Checkpoint.parse(signed.text());
        assertThat(new InclusionProof(proof.index(), checkpoint.size(), proof.path()).holds(TREE.leaf(5), checkpoint.root())).isTrue();
    }

    @Test
    void aKeySignsOnlyAsWhatItIs() {
        assertThatThrownBy(() -> CheckpointSigner.sign(Optional.empty(), checkpoint(7), List.of(), List.of(WITNESS))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CheckpointSigner.cosign(Optional.empty(), checkpoint(7), List.of(), LOG, NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CheckpointSigner.cosign(Optional.empty(), checkpoint(7), List.of(), WITNESS, Instant.parse("1969-12-31T23:59:59Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLogGrows() {
        for (int next = 1; next <= 20; next++) {
            for (int last = 1; last <= next; last++) {
                assertThat(judge(last, next, TREE.consistency(last, next))).isEmpty();
            }
            assertThat(judge(0, next, List.of())).isEmpty();
        }
        assertThat(judge(0, 0, List.of())).isEmpty();
        assertThat(AppendOnlyGuard.judge(Optional.empty(), checkpoint(5), List.of())).isEmpty();
    }

    @Test
    void aLogNeverShrinksForksOrChangesItsName() {
        assertThat(judge(8, 7, TREE.consistency(7, 8))).hasValue(Refusal.SMALLER);
        assertThat(judge(8, 0, List.of())).hasValue(Refusal.SMALLER);
        assertThat(judge(7, 8, List.of())).hasValue(Refusal.NOT_CONSISTENT);
        assertThat(judge(7, 8, TREE.consistency(6, 8))).hasValue(Refusal.NOT_CONSISTENT);
        assertThat(judge(0, 8, List.of(TREE.root(8)))).hasValue(Refusal.NOT_CONSISTENT);

        Hash stranger = new TreeHasher().leaf(new byte[0]);
        Checkpoint forked = Checkpoint.of("log.example/volens", new TreeHead(7, stranger));
        assertThat(AppendOnlyGuard.judge(Optional.of(checkpoint(7)), forked, List.of())).hasValue(Refusal.OTHER_ROOT);
        assertThat(AppendOnlyGuard.judge(Optional.of(forked), checkpoint(8), TREE.consistency(7, 8))).hasValue(Refusal.NOT_CONSISTENT);
        Checkpoint renamed = Checkpoint.of("log.example/other", new TreeHead(8, TREE.root(8)));
        assertThat(AppendOnlyGuard.judge(Optional.of(checkpoint(7)), renamed, TREE.consistency(7, 8))).hasValue(Refusal.OTHER_ORIGIN);
    }

    @Test
    void whatTheGuardRefusesIsNotSigned() {
        assertThatThrownBy(() -> CheckpointSigner.sign(Optional.of(checkpoint(8)), checkpoint(7), List.of(), List.of(LOG)))
                .isInstanceOfSatisfying(SigningRefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.SMALLER));
        assertThatThrownBy(() -> CheckpointSigner.cosign(Optional.of(checkpoint(7)), checkpoint(8), List.of(), WITNESS, NOON))
                .isInstanceOfSatisfying(SigningRefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_CONSISTENT));
    }
}
