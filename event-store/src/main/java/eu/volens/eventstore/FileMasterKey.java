package eu.volens.eventstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;

/**
 * Master keys in a file that only its owner may read, one a line: {@code volens-master-key/1 <id> <base64 of 32 bytes>}.
 * The first line is the current key; those below it only unwrap what was wrapped while they were the first.
 * Losing the file erases everyone; keep a copy where the database's backups are not.
 *
 * <p>The file is read once, when it is opened. Every change replaces it as a whole and is durable when the method returns; a crash
 * before leaves the file as it was, and at most a draft beside it, which may be deleted.
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
            create(file, random);
        }
        return open(file, random);
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = draft(folder, KeyRing.newLine(random));
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // Another process was faster: its key is the key.
        } finally {
            Files.delete(draft);
        }
        force(folder);
    }

    /**
     * Opens the key file.
     *
     * @throws IOException when there is none, it cannot be read, is readable by others, or is not a key file
     */
    public static FileMasterKey open(Path file, SecureRandom random) throws IOException {
        if (posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(permission -> !permission.name().startsWith("OWNER"))) {
            throw new IOException("Others than its owner may read the master key " + file + "; run chmod 600 on it");
        }
        return new FileMasterKey(KeyRing.read(Files.readString(file), file.toString(), random));
    }

    /**
     * Puts a new key first; all others stay and still unwrap. The caller makes sure that nobody else changes the file meanwhile. Who has
     * opened the file before does not know the new key and can read nothing that it wraps.
     */
    public static void putNewKeyFirst(Path file, SecureRandom random) throws IOException {
        replace(file, KeyRing.newLine(random) + Files.readString(file).strip() + "\n");
    }

    /** Removes all keys but the first. What the others wrapped is lost for ever; so is everybody in backups from their time. */
    public static void keepFirstKeyOnly(Path file) throws IOException {
        replace(file, Files.readString(file).strip().lines().findFirst().orElseThrow() + "\n");
    }

    private static void replace(Path file, String content) throws IOException {
        Path real = file.toRealPath();
        Path draft = draft(real.getParent(), content);
        Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
        force(real.getParent());
    }

    private static Path draft(Path folder, String content) throws IOException {
        Path draft = posix(folder)
                ? Files.createTempFile(folder, ".master-key", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".master-key", "");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return draft;
    }

    /** A name in a folder survives a power cut only after this. Where a folder cannot be opened, names are durable without it. */
    private static void force(Path folder) throws IOException {
        if (posix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
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
