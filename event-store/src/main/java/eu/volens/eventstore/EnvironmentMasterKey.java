package eu.volens.eventstore;

import java.io.IOException;
import java.security.SecureRandom;

/**
 * Master keys out of an environment variable, in the lines of {@link FileMasterKey}, for platforms that keep secrets and hand them over
 * so. Nothing is created: losing the variable's content erases everyone.
 */
public final class EnvironmentMasterKey implements MasterKey {

    private final KeyRing keys;

    private EnvironmentMasterKey(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys.
     *
     * @param variable its name, for messages; its content is in none
     * @throws IOException when the content is not keys, with what to do
     */
    public static EnvironmentMasterKey read(String variable, String content, SecureRandom random) throws IOException {
        return new EnvironmentMasterKey(KeyRing.read(content, variable, random));
    }

    @Override
    public String id() {
        return keys.id();
    }

    @Override
    public WrappedKey wrap(byte[] key, String context) {
        return keys.wrap(key, context);
    }

    @Override
    public byte[] unwrap(String masterKeyId, byte[] wrapped, String context) {
        return keys.unwrap(masterKeyId, wrapped, context);
    }

    @Override
    public String toString() {
        return keys.toString();
    }
}
