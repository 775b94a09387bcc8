package eu.volens.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note, not yet verified: {@code — <name> base64(key id ‖ signature)}.
 *
 * @param keyId as a big-endian number
 */
public record NoteSignature(String name, int keyId, byte[] signature) {

    private static final String EM_DASH = "\u2014 ";

    public NoteSignature {
        KeyNames.check(name);
        if (signature.length == 0) {
            throw new MalformedException("a signature without bytes");
        }
        signature = signature.clone();
    }

    /** @param line without its line feed */
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(EM_DASH) || space < EM_DASH.length()) {
            throw new MalformedException("not a signature line: " + Excerpt.of(line));
        }
        byte[] blob = StrictBase64.decode(line.substring(space + 1));
        if (blob.length <= Integer.BYTES) {
            throw new MalformedException("a signature line without a signature: " + Excerpt.of(line));
        }
        return new NoteSignature(line.substring(EM_DASH.length(), space), ByteBuffer.wrap(blob).getInt(),
                Arrays.copyOfRange(blob, Integer.BYTES, blob.length));
    }

    /** Without its line feed. */
    public String line() {
        ByteBuffer blob = ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature);
        return EM_DASH + name + " " + StrictBase64.encode(blob.array());
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && keyId == that.keyId && name.equals(that.name)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return line();
    }
}
