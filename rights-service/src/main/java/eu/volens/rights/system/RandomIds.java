package eu.volens.rights.system;

import eu.volens.rights.Ids;
import java.security.SecureRandom;
import java.util.UUID;

/** The one source of chance. */
final class RandomIds implements Ids {

    private final SecureRandom random;

    RandomIds(SecureRandom random) {
        this.random = random;
    }

    @Override
    public UUID random() {
        return UUID.randomUUID();
    }

    @Override
    public byte[] secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return secret;
    }
}
