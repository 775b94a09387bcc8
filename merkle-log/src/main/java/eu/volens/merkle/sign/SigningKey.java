package eu.volens.merkle.sign;

import eu.volens.merkle.KeyType;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NoteSignature;
import eu.volens.merkle.VerifierKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private Ed25519 key with the name that it signs under. Written, by those who must, as the note tools do:
 * {@code PRIVATE+KEY+name+hex(key id)+base64(type ‖ seed)}. Whoever holds it can fork the log.
 */
public final class SigningKey {

    public static final int SEED_BYTES = 32;

    private static final Pattern SKEY = Pattern.compile("PRIVATE\\+KEY\\+(?<name>[^+]+)\\+(?<id>[0-9a-f]{8})\\+(?<key>.*)");

    private final VerifierKey verifierKey;
    private final PrivateKey privateKey;
    private final byte[] seed;

    private SigningKey(VerifierKey verifierKey, PrivateKey privateKey, byte[] seed) {
        this.verifierKey = verifierKey;
        this.privateKey = privateKey;
        this.seed = seed;
    }

    /** @param seed the private key of RFC 8032, 32 random bytes from wherever keys come from */
    public static SigningKey of(String name, KeyType type, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new MalformedException("an Ed25519 seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        byte[] own = seed.clone();
        return new SigningKey(VerifierKey.of(name, type, publicKey(own)), privateKey(own), own);
    }

    /** @throws MalformedException also when the key id written is not the key's; the message never holds the key */
    public static SigningKey parse(String skey) {
        Matcher parts = SKEY.matcher(skey);
        if (parts.matches()) {
            byte[] typed = decode(parts.group("key"));
            for (KeyType type : KeyType.values()) {
                if (typed.length == 1 + SEED_BYTES && typed[0] == type.identifier()) {
                    SigningKey key = of(parts.group("name"), type, Arrays.copyOfRange(typed, 1, typed.length));
                    if (key.encode().equals(skey)) {
                        return key;
                    }
                }
            }
        }
        throw new MalformedException("not a signing key (PRIVATE+KEY+name+hex id+base64 key)");
    }

    /** The private key in the open: for a file that only its owner may read. */
    public String encode() {
        byte[] typed = ByteBuffer.allocate(1 + SEED_BYTES).put(verifierKey.type().identifier()).put(seed).array();
        return "PRIVATE+KEY+%s+%08x+%s".formatted(verifierKey.name(), verifierKey.id(), Base64.getEncoder().encodeToString(typed));
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    byte[] seed() {
        return seed.clone();
    }

    /** @throws IllegalStateException for a witness's key, which signs with a time */
    NoteSignature sign(String text) {
        if (verifierKey.type().isTimestamped()) {
            throw new IllegalStateException(verifierKey.name() + " cosigns");
        }
        return signature(ed25519(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws IllegalStateException for a log's key, which signs without a time */
    NoteSignature cosign(String text, Instant at) {
        if (!verifierKey.type().isTimestamped()) {
            throw new IllegalStateException(verifierKey.name() + " does not cosign");
        }
        if (at.getEpochSecond() < 0) {
            throw new IllegalArgumentException("a cosignature has no time before 1970");
        }
        byte[] ed25519 = ed25519(KeyType.cosignedMessage(text, at));
        return signature(ByteBuffer.allocate(Long.BYTES + ed25519.length).putLong(at.getEpochSecond()).put(ed25519).array());
    }

    private NoteSignature signature(byte[] bytes) {
        return new NoteSignature(verifierKey.name(), verifierKey.id(), bytes);
    }

    private byte[] ed25519(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (InvalidKeySpecException | NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The JDK derives a public key only where it generates a pair. So it generates one, and this seed is all the chance that it gets. */
    private static byte[] publicKey(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new NoChance(seed));
            EdECPublicKey key = (EdECPublicKey) generator.generateKeyPair().getPublic();
            byte[] encoded = new byte[VerifierKey.PUBLIC_KEY_BYTES];
            byte[] y = key.getPoint().getY().toByteArray();
            for (int i = 0; i < encoded.length && i < y.length; i++) {
                encoded[i] = y[y.length - 1 - i];
            }
            if (key.getPoint().isXOdd()) {
                encoded[encoded.length - 1] |= (byte) 0x80;
            }
            return encoded;
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static final class NoChance extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        NoChance(byte[] bytes) {
            super(null, null);
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            if (target.length != bytes.length) {
                throw new IllegalStateException("an Ed25519 key is " + bytes.length + " bytes, not " + target.length);
            }
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
