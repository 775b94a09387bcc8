package eu.volens.merkle.sign;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.NoteSignature;
import eu.volens.merkle.SignedNote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The only ways to a signature of a log or a witness; both lead past {@link AppendOnlyGuard}. */
public final class CheckpointSigner {

    private CheckpointSigner() {}

    /**
     * Signs as the log, with one key or, while keys change over, several.
     *
     * @param last the last checkpoint signed; empty only when there never was one
     * @param proof the consistency proof from there
     * @throws SigningRefusedException when the guard refuses
     */
    public static SignedNote sign(Optional<Checkpoint> last, Checkpoint next, List<Hash> proof, List<SigningKey> keys) {
        guard(last, next, proof);
        return new SignedNote(next.text(), keys.stream().map(key -> key.sign(next.text())).toList());
    }

    /**
     * Signs as a witness, C2SP tlog-cosignature v1.
     *
     * @param last the last checkpoint cosigned for this origin
     * @throws SigningRefusedException when the guard refuses
     */
    public static NoteSignature cosign(Optional<Checkpoint> last, Checkpoint next, List<Hash> proof, SigningKey key, Instant at) {
        guard(last, next, proof);
        return key.cosign(next.text(), at);
    }

    private static void guard(Optional<Checkpoint> last, Checkpoint next, List<Hash> proof) {
        AppendOnlyGuard.judge(last, next, proof).ifPresent(refusal -> {
            throw new SigningRefusedException(refusal, last.orElseThrow(), next);
        });
    }
}
