package eu.volens.eventstore.transparency;

import eu.volens.merkle.KeyType;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.VerifierKey;
import java.net.URI;

/**
 * Somebody outside who cosigns checkpoints after checking that each continues the one before, C2SP tlog-witness.
 *
 * @param prefix where submissions go, {@code http} or {@code https}; {@code add-checkpoint} is put below it
 * @param key    what its cosignatures are checked with, of type {@link KeyType#COSIGNATURE_V1}
 */
public record Witness(URI prefix, VerifierKey key) {

    public Witness {
        boolean web = "https".equals(prefix.getScheme()) || "http".equals(prefix.getScheme());
        if (!web || prefix.getHost() == null || prefix.getQuery() != null || prefix.getFragment() != null) {
            throw new MalformedException("a witness's prefix is an address such as https://witness.example/submit, not " + prefix);
        }
        if (key.type() != KeyType.COSIGNATURE_V1) {
            throw new MalformedException("a witness's key has type 0x04, cosignature/v1; this is another's: " + key);
        }
    }

    /** @throws MalformedException when either is not what it should be; the message says why */
    public static Witness parse(String prefix, String vkey) {
        try {
            return new Witness(URI.create(prefix), VerifierKey.parse(vkey));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    URI addCheckpoint() {
        String words = prefix.toString();
        return URI.create((words.endsWith("/") ? words : words + "/") + "add-checkpoint");
    }

    String name() {
        return key.name();
    }
}
