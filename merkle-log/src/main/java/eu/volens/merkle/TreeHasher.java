package eu.volens.merkle;

import java.security.MessageDigest;
import java.security.DigestException;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of RFC 6962 section 2.1 over SHA-256: {@code leaf = H(0x00 ‖ entry)}, {@code node = H(0x01 ‖ left ‖ right)}.
 * Keeps a digest and a scratch buffer, so each thread needs its own.
 */
public final class TreeHasher {

    /** The root of the tree without leaves: the hash of the empty string. */
    public static final Hash EMPTY_ROOT = Hash.of(sha256().digest());

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final MessageDigest digest = sha256();
    private final byte[] node = new byte[1 + 2 * Hash.BYTES];

    public TreeHasher() {
        node[0] = NODE;
    }

    public Hash leaf(byte[] entry) {
        digest.update(LEAF);
        digest.update(entry);
        return Hash.of(digest.digest());
    }

    public Hash node(Hash left, Hash right) {
        left.copyTo(node, 1);
        right.copyTo(node, 1 + Hash.BYTES);
        digest.update(node);
        return Hash.of(digest.digest());
    }

    /**
     * The hash of an entry inside a buffer, without copying it: the byte before the entry is overwritten.
     *
     * @param start of the entry, at least 1
     */
    public void leafInPlace(byte[] buffer, int start, int length, byte[] target, int targetOffset) {
        buffer[start - 1] = LEAF;
        digest.update(buffer, start - 1, length + 1);
        digestInto(target, targetOffset);
    }

    /**
     * The root of a complete subtree whose bottom are these hashes.
     *
     * @param from which hash, not which byte, is the first
     * @param count a power of two
     */
    public Hash completeSubtree(byte[] hashes, int from, int count) {
        if (Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException("a complete subtree has a power of two of leaves, not " + count);
        }
        byte[] row = new byte[count * Hash.BYTES];
        System.arraycopy(hashes, from * Hash.BYTES, row, 0, row.length);
        for (int width = count; width > 1; width /= 2) {
            for (int i = 0; i < width / 2; i++) {
                System.arraycopy(row, 2 * i * Hash.BYTES, node, 1, 2 * Hash.BYTES);
                digest.update(node);
                digestInto(row, i * Hash.BYTES);
            }
        }
        return Hash.at(row, 0);
    }

    private void digestInto(byte[] target, int offset) {
        try {
            digest.digest(target, offset, Hash.BYTES);
        } catch (DigestException noRoom) {
            throw new IllegalArgumentException(noRoom);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
