package eu.volens.rights.lookup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets in links: 256 random bits in a form that fits an address, and only their SHA-256 at rest. */
public final class Token {

    public static final int BYTES = 32;
    /** Longer things are not looked at. */
    private static final int CHARS_MAX = 100;

    private Token() {}

    public static String of(byte[] secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What rests in a table for this token. Anything may be passed in. */
    public static byte[] hash(String token) {
        return sha256(token.substring(0, Math.min(token.length(), CHARS_MAX)).getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java cannot do SHA-256", e);
        }
    }

    /** SHA-256 in lower-case hexadecimal. */
    public static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }
}
