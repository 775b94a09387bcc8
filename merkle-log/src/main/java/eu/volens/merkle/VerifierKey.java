package eu.volens.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key with the name that it signs under. Written as a vkey: {@code name+hex(key id)+base64(type ‖ key)}; the key id is
 * {@code SHA-256(name ‖ 0x0A ‖ type ‖ key)[:4]}.
 */
public final class VerifierKey {

    public static final int PUBLIC_KEY_BYTES = 32;

    private static final Pattern VKEY = Pattern.compile("(?<name>[^+]*)\\+(?<id>[0-9a-f]{8})\\+(?<key>.*)");
    /** RFC 8410: what precedes the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo. */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final KeyType type;
    private final byte[] publicKey;
    private final int id;

    private VerifierKey(String name, KeyType type, byte[] publicKey) {
        this.name = name;
        this.type = type;
        this.publicKey = publicKey;
        this.id = id(name, type, publicKey);
    }

    /** @param publicKey as RFC 8032 encodes it, 32 bytes */
    public static VerifierKey of(String name, KeyType type, byte[] publicKey) {
        if (publicKey.length != PUBLIC_KEY_BYTES) {
            throw new MalformedException("an Ed25519 key has " + PUBLIC_KEY_BYTES + " bytes, not " + publicKey.length);
        }
        return new VerifierKey(KeyNames.check(name), type, publicKey.clone());
    }

    /** @throws MalformedException also when the key id written is not the key's */
    public static VerifierKey parse(String vkey) {
        Matcher parts = VKEY.matcher(vkey);
        if (!parts.matches()) {
            throw new MalformedException("not a vkey (name+hex id+base64 key): " + Excerpt.of(vkey));
        }
        byte[] typed = StrictBase64.decode(parts.group("key"));
        if (typed.length == 0) {
            throw new MalformedException("a vkey without a key: " + Excerpt.of(vkey));
        }
        VerifierKey key = of(parts.group("name"), KeyType.of(typed[0]), Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.hexId().equals(parts.group("id"))) {
            throw new MalformedException("the id in the vkey is not that of its key, which is " + key.hexId() + ": " + Excerpt.of(vkey));
        }
        return key;
    }

    public String vkey() {
        ByteBuffer typed = ByteBuffer.allocate(1 + PUBLIC_KEY_BYTES).put(type.identifier()).put(publicKey);
        return name + "+" + hexId() + "+" + StrictBase64.encode(typed.array());
    }

    public String name() {
        return name;
    }

    public KeyType type() {
        return type;
    }

    public int id() {
        return id;
    }

    public byte[] publicKey() {
        return publicKey.clone();
    }

    boolean claims(NoteSignature signature) {
        return signature.keyId() == id && signature.name().equals(name);
    }

    /** When it was made, as far as its type says; empty when the signature is not this key's over this text. */
    Optional<VerifiedSignature> verify(String text, NoteSignature signature) {
        byte[] blob = signature.signature();
        if (blob.length != type.signatureBytes()) {
            return Optional.empty();
        }
        byte[] ed25519 = Arrays.copyOfRange(blob, type.timestampBytes(), blob.length);
        if (!type.isTimestamped()) {
            return verifies(text.getBytes(StandardCharsets.UTF_8), ed25519)
                    ? Optional.of(new VerifiedSignature(this, Optional.empty())) : Optional.empty();
        }
        Optional<Instant> at = time(ByteBuffer.wrap(blob).getLong());
        return at.isPresent() && verifies(KeyType.cosignedMessage(text, at.get()), ed25519)
                ? Optional.of(new VerifiedSignature(this, at)) : Optional.empty();
    }

    /** tlog-cosignature: a timestamp does not exceed 2^63 - 1; this library does not go beyond what {@link Instant} knows either. */
    private static Optional<Instant> time(long epochSecond) {
        try {
            return epochSecond < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(epochSecond));
        } catch (DateTimeException farFuture) {
            return Optional.empty();
        }
    }

    private boolean verifies(byte[] message, byte[] ed25519) {
        try {
            byte[] spki = ByteBuffer.allocate(SPKI_PREFIX.length + PUBLIC_KEY_BYTES).put(SPKI_PREFIX).put(publicKey).array();
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            signature.update(message);
            return signature.verify(ed25519);
        } catch (GeneralSecurityException notASignatureOrNotAPoint) {
            return false;
        }
    }

    private static int id(String name, KeyType type, byte[] publicKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(type.identifier());
            return ByteBuffer.wrap(digest.digest(publicKey)).getInt();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private String hexId() {
        return "%08x".formatted(id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key && name.equals(key.name) && type == key.type && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return vkey();
    }
}
