package eu.volens.eventstore.transparency;

import eu.volens.eventstore.file.OwnerOnlyFile;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The log's signing key in a file that only its owner may read, as note tools write keys. Whoever loses it has to begin a new log, whoever
 * steals it can show different people different logs, until a witness tells.
 */
public final class LogKeyFile {

    private LogKeyFile() {}

    /**
     * Opens the key file, or creates it. Several processes may do so at once; one key wins.
     *
     * @param origin the log's name, without spaces and plus signs
     * @throws IOException when the file cannot be read or written, is readable by others, or holds no key of this origin
     */
    public static SigningKey openOrCreate(Path file, String origin, SecureRandom random) throws IOException {
        if (Files.notExists(file)) {
            OwnerOnlyFile.create(file, newKey(origin, random));
        }
        OwnerOnlyFile.check(file);
        try {
            SigningKey key = SigningKey.parse(Files.readString(file).strip());
            if (!key.verifierKey().name().equals(origin)) {
                throw new IOException("it is the key of " + key.verifierKey().name() + ", not of " + origin
                        + "; give the log its old origin, or move the file away to begin a new log");
            }
            return key;
        } catch (MalformedException e) {
            throw new IOException("it is not a signing key; restore it from its copy", e);
        }
    }

    private static String newKey(String origin, SecureRandom random) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(seed);
        return SigningKey.of(origin, KeyType.ED25519, seed).encode() + "\n";
    }
}
