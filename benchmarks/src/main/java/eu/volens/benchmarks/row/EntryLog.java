package eu.volens.benchmarks.row;

import eu.volens.benchmarks.system.Machine;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.append.EntryBundles;
import eu.volens.merkle.append.TiledLog;
import eu.volens.merkle.sign.CheckpointSigner;
import eu.volens.merkle.sign.SigningKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A log in a folder, as an export has it, with entries of the size that consents have; and all its bundles in one file.
 *
 * @param entryBytes of the bundles
 * @param sha256     of the one file, in hexadecimal
 */
record EntryLog(Path folder, Path oneFile, long entries, long entryBytes, String sha256) {

    private static final String ORIGIN = "benchmark.example/log";

    static EntryLog write(Path folder, long bytesMin) throws IOException {
        Path oneFile = folder.resolveSibling(folder.getFileName() + ".one");
        Machine.Ids ids = Machine.ids();
        TiledLog tree = new TiledLog((tile, hashes) -> put(folder.resolve(tile.path()), hashes));
        TreeHasher hasher = new TreeHasher();
        MessageDigest digest = newDigest();
        long bytes = 0;
        long entries = 0;
        Files.createDirectories(folder);
        try (OutputStream one = new BufferedOutputStream(Files.newOutputStream(oneFile))) {
            while (bytes < bytesMin) {
                List<byte[]> bundle = new ArrayList<>();
                for (int i = 0; i < TilePath.WIDTH_MAX; i++) {
                    bundle.add(entry(++entries, ids));
                    tree.append(hasher.leaf(bundle.getLast()));
                }
                byte[] encoded = EntryBundles.encode(bundle);
                put(folder.resolve(TilePath.entries((entries - 1) / TilePath.WIDTH_MAX, bundle.size()).path()), encoded);
                one.write(encoded);
                digest.update(encoded);
                bytes += encoded.length;
            }
        }
        tree.flush();
        sign(folder, tree.head());
        return new EntryLog(folder, oneFile, entries, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] entry(long position, Machine.Ids ids) {
        String stream = ids.next().toString();
        return ("{\"open\":{\"area\":\"business\",\"decidedAt\":\"2026-11-01T12:00:00.123456Z\",\"expiresAt\":\"2027-11-01T12:00:00.123456Z\","
                + "\"given\":[\"functional\",\"analytics\"],\"idempotencyKey\":\"" + ids.next() + "\",\"language\":\"fr\",\"layer\":\"second\","
                + "\"method\":\"choose\",\"record\":\"" + stream + "\",\"refused\":[\"preferences\",\"marketing\"],\"site\":\"itsme-id\"},"
                + "\"position\":" + position + ",\"recordedAt\":\"2026-11-01T12:00:00.123456Z\",\"sequence\":0,\"stream\":\"" + stream
                + "\",\"type\":\"consent.given/1\",\"v\":1}").getBytes(StandardCharsets.UTF_8);
    }

    private static void sign(Path folder, TreeHead head) {
        SigningKey key = SigningKey.of(ORIGIN, KeyType.ED25519, Machine.random().generateSeed(SigningKey.SEED_BYTES));
        put(folder.resolve("keys"), (key.verifierKey().vkey() + "\n").getBytes(StandardCharsets.UTF_8));
        put(folder.resolve("checkpoint"),
                CheckpointSigner.sign(Optional.empty(), Checkpoint.of(ORIGIN, head), List.of(), List.of(key)).encode());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void put(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A full bundle from the middle. */
    Path someBundle() {
        return folder.resolve(TilePath.entries(entries / TilePath.WIDTH_MAX / 2, TilePath.WIDTH_MAX).path());
    }
}
