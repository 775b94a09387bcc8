package eu.volens.eventstore;

import eu.volens.eventstore.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * Master keys in a file that only its owner may read, one a line: {@code volens-master-key/1 <id> <base64 of 32 bytes>}.
 * The first line is the current key; those below it only unwrap what was wrapped while they were the first.
 * Losing the file erases everyone; keep a copy where the database's backups are not.
 *
 * <p>The file is read once, when it is opened. Every change replaces it as a whole and is durable when the method returns.
 */
public final class FileMasterKey implements MasterKey {

    private final KeyRing keys;

    private FileMasterKey(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Opens the key file, or creates it with owner-only permissions. Several processes may do so at once; one key wins.
     *
     * @throws IOException when the file cannot be read or written, is readable by others, or is not a key file
     */
    public static FileMasterKey openOrCreate(Path file, SecureRandom random) throws IOException {
        if (Files.notExists(file)) {
            OwnerOnlyFile.create(file, KeyRing.newLine(random));
        }
        return open(file, random);
    }

    /**
     * Opens the key file.
     *
     * @throws IOException when there is none, it cannot be read, is readable by others, or is not a key file
     */
    public static FileMasterKey open(Path file, SecureRandom random) throws IOException {
        try {
            OwnerOnlyFile.check(file);
        } catch (IOException e) {
            throw new IOException("The master key " + file + " is not safe: " + e.getMessage(), e);
        }
        return new FileMasterKey(KeyRing.read(Files.readString(file), file.toString(), random));
    }

    /**
     * Puts a new key first; all others stay and still unwrap. The caller makes sure that nobody else changes the file meanwhile. Who has
     * opened the file before does not know the new key and can read nothing that it wraps.
     */
    public static void putNewKeyFirst(Path file, SecureRandom random) throws IOException {
        OwnerOnlyFile.replace(file, KeyRing.newLine(random) + Files.readString(file).strip() + "\n");
    }

    /** Removes all keys but the first. What the others wrapped is lost for ever; so is everybody in backups from their time. */
    public static void keepFirstKeyOnly(Path file) throws IOException {
        OwnerOnlyFile.replace(file, Files.readString(file).strip().lines().findFirst().orElseThrow() + "\n");
    }

    /** Of all keys in the file when it was opened, the current one first. */
    public List<String> ids() {
        return keys.ids();
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
