package eu.volens.verifier;

import eu.volens.merkle.AddCheckpoint;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.Hash;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.append.EntryBundles;
import eu.volens.merkle.append.TiledLog;
import eu.volens.merkle.prove.TileSource;
import eu.volens.merkle.prove.TiledTree;
import eu.volens.merkle.sign.CheckpointSigner;
import eu.volens.merkle.sign.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A log in a folder, as an export has it. */
final class LogFixture {

    static final SigningKey LOG = key("log.example/volens", KeyType.ED25519, 1);
    static final SigningKey OTHER_LOG = key("log.example/volens", KeyType.ED25519, 2);
    static final SigningKey WITNESS = key("witness.example/w1", KeyType.COSIGNATURE_V1, 3);
    static final String ORIGIN = "log.example/volens";

    private final Path folder;
    private final IntFunction<byte[]> entries;

    private LogFixture(Path folder, IntFunction<byte[]> entries) {
        this.folder = folder;
        this.entries = entries;
    }

    static SigningKey key(String name, KeyType type, int filling) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) filling);
        return SigningKey.of(name, type, seed);
    }

    static byte[] entry(int index) {
        return ("{\"position\":" + (index + 1) + ",\"recordedAt\":\"2026-11-01T12:00:00Z\",\"sequence\":0,\"stream\":\"6f1c2f9e-5a57-4d5b-9d1e-"
                + String.format("%012x", index) + "\",\"type\":\"consent.given/1\"}").getBytes(StandardCharsets.UTF_8);
    }

    static LogFixture write(Path folder, int size) {
        return write(folder, size, LogFixture::entry);
    }

    static LogFixture write(Path folder, int size, IntFunction<byte[]> entries) {
        LogFixture log = new LogFixture(folder, entries);
        log.put("keys", ("# who signs\n" + LOG.verifierKey().vkey() + "\n").getBytes(StandardCharsets.UTF_8));
        log.writeTree(size);
        log.checkpoint(size, LOG);
        return log;
    }

    private void writeTree(int size) {
        TiledLog tree = new TiledLog((tile, hashes) -> put(tile.path(), hashes));
        TreeHasher hasher = new TreeHasher();
        for (int first = 0; first < size; first += TilePath.WIDTH_MAX) {
            List<byte[]> bundle = new ArrayList<>();
            for (int i = first; i < Math.min(size, first + TilePath.WIDTH_MAX); i++) {
                bundle.add(entries.apply(i));
                tree.append(hasher.leaf(bundle.get(bundle.size() - 1)));
            }
            put(TilePath.entries(first / TilePath.WIDTH_MAX, bundle.size()).path(), EntryBundles.encode(bundle));
        }
        tree.flush();
    }

    /** The same log when it was smaller: its partial tiles and bundle are there as well. */
    void keepsWhatItHadAt(int earlierSize) {
        writeTree(earlierSize);
    }

    /** Becomes an export of these positions of its {@code size} entries: what was not asked for is gone. */
    void becomesExport(long from, long to, int size) throws IOException {
        ExportFacts facts = new ExportFacts(from, to, size);
        put(ExportFacts.FILE, facts.encode());
        for (long position : facts.proven()) {
            put(ExportFacts.proofPath(position), inclusion((int) position - 1, size, true).encode());
        }
        try (Stream<Path> files = Files.walk(folder.resolve("tile"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                if (!facts.has(TilePath.parse(folder.relativize(each).toString()))) {
                    Files.delete(each);
                }
            }
        }
    }

    TiledTree tree(long size) {
        TileSource stored = tile -> {
            Path full = folder.resolve(new TilePath(tile.level(), tile.index(), TilePath.WIDTH_MAX).path());
            return read(Files.exists(full) ? full : partial(tile));
        };
        return new TiledTree(size, stored);
    }

    private Path partial(TilePath wanted) {
        for (int width = wanted.width(); width < TilePath.WIDTH_MAX; width++) {
            Path file = folder.resolve(new TilePath(wanted.level(), wanted.index(), width).path());
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException("no " + wanted);
    }

    SignedNote signed(long size, SigningKey... keys) {
        return CheckpointSigner.sign(Optional.empty(), Checkpoint.of(ORIGIN, tree(size).head()), List.of(), List.of(keys));
    }

    SignedNote witnessed(long size) {
        Checkpoint checkpoint = Checkpoint.of(ORIGIN, tree(size).head());
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        return signed(size, LOG).with(List.of(CheckpointSigner.cosign(Optional.empty(), checkpoint, List.of(), WITNESS, noon)));
    }

    void checkpoint(long size, SigningKey key) {
        put("checkpoint", signed(size, key).encode());
    }

    void checkpoint(TreeHead head) {
        put("checkpoint", CheckpointSigner.sign(Optional.empty(), Checkpoint.of(ORIGIN, head), List.of(), List.of(LOG)).encode());
    }

    TlogProof inclusion(int index, int size, boolean withEntry) {
        return new TlogProof(withEntry ? Optional.of(entries.apply(index)) : Optional.empty(), index, tree(size).inclusion(index).path(), signed(size, LOG));
    }

    AddCheckpoint consistency(int oldSize, int size) {
        List<Hash> path = oldSize == 0 ? List.of() : tree(size).consistency(oldSize).path();
        return new AddCheckpoint(oldSize, path, signed(size, LOG));
    }

    Path folder() {
        return folder;
    }

    Path file(String path) {
        return folder.resolve(path);
    }

    void put(String path, byte[] content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    byte[] get(String path) {
        return read(folder.resolve(path));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path zip(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out); Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
                Files.copy(each, zip);
            }
        }
        return file;
    }
}
