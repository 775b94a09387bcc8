package eu.volens.eventstore;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Master keys in a file that only its owner may read, one a line: {@code volens-master-key/1 <id> <base64 of 32 bytes>}.
 * The first line is the current key; those below it only unwrap what was wrapped while they were the first.
 * Losing the file erases everyone; keep a copy where the database's backups are not.
 */
public final class FileMasterKey implements MasterKey {

    private static final String FORM = "volens-master-key/1";
    private static final int KEY_BYTES = 32;

    private final String id;
    private final SecretKey current;
    private final Map<String, SecretKey> keys;
    private final Path file;
    private final SecureRandom random;

    private FileMasterKey(Path file, String id, Map<String, SecretKey> keys, SecureRandom random) {
        this.file = file;
        this.id = id;
        this.keys = Map.copyOf(keys);
        this.current = Objects.requireNonNull(keys.get(id));
        this.random = random;
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
        byte[] key = new byte[KEY_BYTES];
        byte[] id = new byte[8];
        random.nextBytes(key);
        random.nextBytes(id);
        String line = FORM + " " + HexFormat.of().formatHex(id) + " " + Base64.getEncoder().encodeToString(key) + "\n";
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = posix(folder)
                ? Files.createTempFile(folder, ".master-key", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".master-key", "");
        try {
            Files.writeString(draft, line);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // Another process was faster: its key is the key.
        } finally {
            Files.delete(draft);
        }
    }

    private static FileMasterKey open(Path file, SecureRandom random) throws IOException {
        if (posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(permission -> !permission.name().startsWith("OWNER"))) {
            throw new IOException("Others than its owner may read the master key " + file + "; run chmod 600 on it");
        }
        List<String> lines = Files.readString(file).strip().lines().toList();
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String line : lines.isEmpty() ? List.of("") : lines) {
            read(file, line, keys);
        }
        return new FileMasterKey(file, keys.keySet().iterator().next(), keys, random);
    }

    private static void read(Path file, String line, Map<String, SecretKey> keys) throws IOException {
        String[] parts = line.strip().split(" ");
        if (parts.length != 3 || !parts[0].equals(FORM)) {
            throw new IOException(file + " is not a master key file; restore it from its copy");
        }
        byte[] key = Base64.getDecoder().decode(parts[2]);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " holds a key of " + key.length + " bytes instead of " + KEY_BYTES + "; restore it from its copy");
        }
        if (keys.putIfAbsent(parts[1], new SecretKeySpec(key, "AES")) != null) {
            throw new IOException(file + " holds two keys of the id " + parts[1] + "; restore it from its copy");
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(byte[] unwrapped, String context) {
        return Aead.seal(current, unwrapped, context, random);
    }

    @Override
    public byte[] unwrap(String masterKeyId, byte[] wrapped, String context) {
        SecretKey key = keys.get(masterKeyId);
        if (key == null) {
            throw new SealedDataException("The master key " + masterKeyId + " is not in " + file + "; add its line from the copy of the file");
        }
        return Aead.open(key, wrapped, context);
    }
}
