package eu.volens.merkle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** RFC 6962 section 2.1 as it is written, recursion and all: what the quick ways are compared with. */
public final class NaiveTree {

    private final List<byte[]> entries;

    private NaiveTree(List<byte[]> entries) {
        this.entries = entries;
    }

    public static NaiveTree of(int size) {
        return new NaiveTree(IntStream.range(0, size).mapToObj(NaiveTree::entry).toList());
    }

    public static NaiveTree of(List<byte[]> entries) {
        return new NaiveTree(entries);
    }

    public static byte[] entry(int index) {
        return ("entry " + index).getBytes(StandardCharsets.UTF_8);
    }

    public Hash leaf(int index) {
        return sha256((byte) 0, entries.get(index));
    }

    /** {@code MTH(D[size])}. */
    public Hash root(int size) {
        return root(entries.subList(0, size));
    }

    private static Hash root(List<byte[]> d) {
        if (d.isEmpty()) {
            return Hash.of(digest().digest());
        }
        if (d.size() == 1) {
            return sha256((byte) 0, d.get(0));
        }
        int k = split(d.size());
        return sha256((byte) 1, root(d.subList(0, k)).toBytes(), root(d.subList(k, d.size())).toBytes());
    }

    /** {@code PATH(m, D[size])}. */
    public List<Hash> inclusion(int m, int size) {
        return path(m, entries.subList(0, size));
    }

    private static List<Hash> path(int m, List<byte[]> d) {
        if (d.size() == 1) {
            return new ArrayList<>();
        }
        int k = split(d.size());
        List<Hash> path = m < k ? path(m, d.subList(0, k)) : path(m - k, d.subList(k, d.size()));
        path.add(m < k ? root(d.subList(k, d.size())) : root(d.subList(0, k)));
        return path;
    }

    /** {@code PROOF(m, D[size])}. */
    public List<Hash> consistency(int m, int size) {
        return subproof(m, entries.subList(0, size), true);
    }

    private static List<Hash> subproof(int m, List<byte[]> d, boolean b) {
        if (m == d.size()) {
            return new ArrayList<>(b ? List.of() : List.of(root(d)));
        }
        int k = split(d.size());
        List<Hash> proof = m <= k ? subproof(m, d.subList(0, k), b) : subproof(m - k, d.subList(k, d.size()), false);
        proof.add(m <= k ? root(d.subList(k, d.size())) : root(d.subList(0, k)));
        return proof;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static Hash sha256(byte prefix, byte[]... parts) {
        MessageDigest digest = digest();
        digest.update(prefix);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Hash.of(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
