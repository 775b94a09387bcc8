package eu.volens.merkle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What a key's signature says, C2SP signed-note "Signature types". Other types exist; their signatures are those of unknown keys. */
public enum KeyType {

    /** Ed25519 over the text of the note: how a log signs. */
    ED25519((byte) 0x01, 0),
    /** Ed25519 over the text and a time, C2SP tlog-cosignature v1: how a witness signs. */
    COSIGNATURE_V1((byte) 0x04, Long.BYTES);

    private static final int ED25519_SIGNATURE_BYTES = 64;

    private final byte identifier;
    private final int timestampBytes;

    KeyType(byte identifier, int timestampBytes) {
        this.identifier = identifier;
        this.timestampBytes = timestampBytes;
    }

    static KeyType of(byte identifier) {
        for (KeyType type : values()) {
            if (type.identifier == identifier) {
                return type;
            }
        }
        throw new MalformedException("keys of type 0x%02x are not known here".formatted(identifier));
    }

    public byte identifier() {
        return identifier;
    }

    public boolean isTimestamped() {
        return timestampBytes > 0;
    }

    int signatureBytes() {
        return timestampBytes + ED25519_SIGNATURE_BYTES;
    }

    int timestampBytes() {
        return timestampBytes;
    }

    /** The bytes that a cosignature of this text at this time is an Ed25519 signature of. */
    public static byte[] cosignedMessage(String text, Instant at) {
        return ("cosignature/v1\ntime " + at.getEpochSecond() + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
