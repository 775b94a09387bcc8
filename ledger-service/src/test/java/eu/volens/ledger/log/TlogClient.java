package eu.volens.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A client written from C2SP tlog-tiles, tlog-checkpoint, signed-note and RFC 6962 alone, without a line of ours: what it makes of the log,
 * others make of it too.
 */
final class TlogClient implements AutoCloseable {

    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String prefix;
    private final String name;
    private final byte[] typeAndKey;

    TlogClient(String prefix, String vkey) {
        this.prefix = prefix;
        String[] parts = vkey.split("\\+", 3);
        this.name = parts[0];
        this.typeAndKey = Base64.getDecoder().decode(parts[2]);
        assertThat(HexFormat.of().formatHex(keyId())).isEqualTo(parts[1]);
    }

    record Head(long size, byte[] root) {}

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + path));
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    Head checkpoint() throws Exception {
        HttpResponse<byte[]> answer = get("/checkpoint");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow().replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        String note = new String(answer.body(), StandardCharsets.UTF_8);
        int end = note.lastIndexOf("\n\n") + 1;
        String text = note.substring(0, end);
        assertThat(isSigned(text, note.substring(end + 1))).isTrue();
        String[] lines = text.split("\n");
        assertThat(lines[0]).isEqualTo(name);
        return new Head(Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
    }

    private boolean isSigned(String text, String signatures) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(concat(ED25519_PREFIX, Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length))));
        for (String line : signatures.split("\n")) {
            String[] parts = line.split(" ");
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            if (parts[0].equals("—") && parts[1].equals(name) && Arrays.equals(Arrays.copyOf(bytes, 4), keyId())) {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(text.getBytes(StandardCharsets.UTF_8));
                return verifier.verify(bytes, 4, bytes.length - 4);
            }
        }
        return false;
    }

    private byte[] keyId() {
        return Arrays.copyOf(sha256(concat((name + "\n").getBytes(StandardCharsets.UTF_8), typeAndKey)), 4);
    }

    /** {@code <L>} may be {@code entries}. */
    static String path(String level, long index, int width) {
        StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return "/tile/" + level + "/" + path + (width == 256 ? "" : ".p/" + width);
    }

    /** Of the tree of this size; its last tile of a level is partial where the specification says so. */
    private List<byte[]> tile(long size, int level, long index) throws IOException, InterruptedException {
        long hashes = size >>> 8 * level;
        int width = (int) Math.min(256, hashes - index * 256);
        HttpResponse<byte[]> answer = get(path(Integer.toString(level), index, width));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.body()).hasSize(32 * width);
        List<byte[]> tile = new ArrayList<>();
        for (int at = 0; at < width; at++) {
            tile.add(Arrays.copyOfRange(answer.body(), 32 * at, 32 * at + 32));
        }
        return tile;
    }

    /** Every hash of a level, from every tile of it. */
    List<byte[]> level(long size, int level) throws IOException, InterruptedException {
        List<byte[]> hashes = new ArrayList<>();
        for (long index = 0; index * 256 < size >>> 8 * level; index++) {
            hashes.addAll(tile(size, level, index));
        }
        return hashes;
    }

    /** MTH(D[from:to]) in a tree of this size, from as few tiles as need be. */
    private byte[] range(long size, long from, long to) throws IOException, InterruptedException {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            int level = height / 8;
            int count = 1 << height % 8;
            long first = from >>> 8 * level;
            return mth(tile(size, level, first / 256).subList((int) (first % 256), (int) (first % 256) + count));
        }
        long k = split(width);
        return node(range(size, from, from + k), range(size, from + k, to));
    }

    /** PATH(m, D[n]), RFC 6962 section 2.1.1. */
    List<byte[]> inclusion(long size, long m, long from, long to) throws IOException, InterruptedException {
        if (to - from == 1) {
            return new ArrayList<>();
        }
        long k = from + split(to - from);
        List<byte[]> path = m < k ? inclusion(size, m, from, k) : inclusion(size, m, k, to);
        path.add(m < k ? range(size, k, to) : range(size, from, k));
        return path;
    }

    /** SUBPROOF(m, D[n], b), RFC 6962 section 2.1.2. */
    List<byte[]> consistency(long size, long m, long from, long to, boolean whole) throws IOException, InterruptedException {
        if (m == to) {
            return whole ? new ArrayList<>() : new ArrayList<>(List.of(range(size, from, to)));
        }
        long k = from + split(to - from);
        List<byte[]> proof = m <= k ? consistency(size, m, from, k, whole) : consistency(size, m, k, to, false);
        proof.add(m <= k ? range(size, k, to) : range(size, from, k));
        return proof;
    }

    /** RFC 9162 section 2.1.3.2. @return the root that the path leads to */
    static byte[] rootByInclusion(byte[] leaf, long index, long size, List<byte[]> path) {
        long fn = index;
        long sn = size - 1;
        byte[] r = leaf;
        for (byte[] p : path) {
            assertThat(sn).isNotZero();
            if ((fn & 1) == 1 || fn == sn) {
                r = node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                r = node(r, p);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        assertThat(sn).isZero();
        return r;
    }

    /** RFC 9162 section 2.1.4.2. @return the roots of the old and the new tree that the proof leads to */
    static List<byte[]> rootsByConsistency(long oldSize, byte[] oldRoot, long newSize, List<byte[]> proof) {
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(oldSize) == 1) {
            path.addFirst(oldRoot);
        }
        long fn = oldSize - 1;
        long sn = newSize - 1;
        while ((fn & 1) == 1) {
            fn >>>= 1;
            sn >>>= 1;
        }
        byte[] fr = path.getFirst();
        byte[] sr = path.getFirst();
        for (byte[] c : path.subList(1, path.size())) {
            assertThat(sn).isNotZero();
            if ((fn & 1) == 1 || fn == sn) {
                fr = node(c, fr);
                sr = node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                sr = node(sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        assertThat(sn).isZero();
        return List.of(fr, sr);
    }

    /** MTH over hashes of leaves, or of equally high subtrees. */
    static byte[] mth(List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int k = (int) split(hashes.size());
        return node(mth(hashes.subList(0, k)), mth(hashes.subList(k, hashes.size())));
    }

    /** The largest power of two smaller than n. */
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }

    static byte[] leaf(byte[] entry) {
        return sha256(concat(new byte[] {0}, entry));
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256(concat(new byte[] {1}, left, right));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int before = all.length;
            all = Arrays.copyOf(all, before + part.length);
            System.arraycopy(part, 0, all, before, part.length);
        }
        return all;
    }

    @Override
    public void close() {
        http.close();
    }
}
