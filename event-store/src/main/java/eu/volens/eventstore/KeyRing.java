package eu.volens.eventstore;

import java.io.IOException;
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
 * Master keys as text, one a line: {@code volens-master-key/1 <id> <base64 of 32 bytes>}. The first line is the current key; those below
 * it only unwrap what was wrapped while they were the first. What it says about itself never holds a key.
 */
final class KeyRing implements MasterKey {

    private static final String FORM = "volens-master-key/1";
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final String source;
    private final Map<String, SecretKey> keys;
    private final String id;
    private final SecretKey current;
    private final SecureRandom random;

    private KeyRing(String source, Map<String, SecretKey> keys, SecureRandom random) {
        this.source = source;
        this.keys = keys;
        this.id = keys.keySet().iterator().next();
        this.current = Objects.requireNonNull(keys.get(id));
        this.random = random;
    }

    /**
     * Reads keys.
     *
     * @param source where the text stands, for people to find
     * @throws IOException when the text is something else, with what to do
     */
    static KeyRing read(String text, String source, SecureRandom random) throws IOException {
        List<String> lines = text.strip().lines().toList();
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String line : lines.isEmpty() ? List.of("") : lines) {
            read(line, source, keys);
        }
        return new KeyRing(source, keys, random);
    }

    private static void read(String line, String source, Map<String, SecretKey> keys) throws IOException {
        String[] parts = line.strip().split(" ");
        if (parts.length != 3 || !parts[0].equals(FORM)) {
            throw new IOException(source + " holds something else than master keys, one a line; restore it from its copy");
        }
        byte[] key = decode(parts[2], source);
        if (key.length != KEY_BYTES) {
            throw new IOException(source + " holds a key of " + key.length + " bytes instead of " + KEY_BYTES + "; restore it from its copy");
        }
        if (keys.putIfAbsent(parts[1], new SecretKeySpec(key, "AES")) != null) {
            throw new IOException(source + " holds two keys of the id " + parts[1] + "; restore it from its copy");
        }
    }

    private static byte[] decode(String base64, String source) throws IOException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(source + " holds a key that is not base64; restore it from its copy");
        }
    }

    /** A line with a new key. */
    static String newLine(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(key);
        random.nextBytes(id);
        return FORM + " " + HexFormat.of().formatHex(id) + " " + Base64.getEncoder().encodeToString(key) + "\n";
    }

    /** Of all keys, the current one first. */
    List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public WrappedKey wrap(byte[] key, String context) {
        return new WrappedKey(id, Aead.seal(current, key, context, random));
    }

    @Override
    public byte[] unwrap(String masterKeyId, byte[] wrapped, String context) {
        SecretKey key = keys.get(masterKeyId);
        if (key == null) {
            throw new SealedDataException("The master key " + masterKeyId + " is not in " + source + "; add its line from the copy of it");
        }
        return Aead.open(key, wrapped, context);
    }

    @Override
    public String toString() {
        return "master key " + id + " from " + source;
    }
}
