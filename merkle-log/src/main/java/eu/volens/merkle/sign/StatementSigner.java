package eu.volens.merkle.sign;

import eu.volens.merkle.KeyType;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Signs notes that are no checkpoints. Its key is made from a log's key and is not that key, nor does it lead back to it: whatever is signed
 * here, nothing of it can pass for the word of the log, and there is no second file to keep. Safe for many threads.
 */
public final class StatementSigner {

    private final SigningKey key;

    private StatementSigner(SigningKey key) {
        this.key = key;
    }

    /**
     * The same key for the same log and purpose, on every machine: its seed is SHA-256 of the new key's name, a line feed, and the log's seed.
     *
     * @param purpose ends the key's name: {@code <log>/<purpose>}
     */
    public static StatementSigner of(SigningKey log, String purpose) {
        String name = log.verifierKey().name() + "/" + purpose;
        return new StatementSigner(SigningKey.of(name, KeyType.ED25519, seed(name, log)));
    }

    private static byte[] seed(String name, SigningKey log) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return digest.digest(log.seed());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    public VerifierKey verifierKey() {
        return key.verifierKey();
    }

    /** @param text ends with a line feed */
    public SignedNote sign(String text) {
        return new SignedNote(text, List.of(key.sign(text)));
    }
}
