package eu.volens.verifier;

import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.Excerpt;
import eu.volens.merkle.Hash;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The check of one tile of leaves and the bundle of entries it was made of. Several may run at once: each keeps its findings, and what it
 * failed with, until it is its turn to tell.
 */
final class LeafCheck {

    private static final int EXCERPT_BYTES_MAX = 60;
    /** What a thread needs again for every bundle. */
    private static final ThreadLocal<Tools> TOOLS = ThreadLocal.withInitial(Tools::new);

    private final TilePath tile;
    private final Findings findings = new Findings();
    private final TileFiles files;
    private final boolean withEntries;
    private byte[] hashes = new byte[0];
    private @Nullable Hash root;
    private @Nullable Exception failure;

    private static final class Tools {
        private final TreeHasher hasher = new TreeHasher();
        private final byte[] buffer = new byte[EntryBundle.BUFFER_BYTES];
    }

    LeafCheck(LogFiles files, Inventory inventory, TilePath tile, boolean withEntries) {
        this.tile = tile;
        this.files = new TileFiles(files, inventory, findings);
        this.withEntries = withEntries;
    }

    /** Never throws, so that what comes first in the log is told first, whichever thread is faster. */
    LeafCheck run() {
        Tools tools = TOOLS.get();
        try {
            hashes = leaves(tools);
            if (tile.width() == TilePath.WIDTH_MAX) {
                root = tools.hasher.completeSubtree(hashes, 0, TilePath.WIDTH_MAX);
            }
        } catch (IOException | RuntimeException failed) {
            failure = failed;
        }
        return this;
    }

    /**
     * Adds what was found to the findings of all, and the files to theirs.
     *
     * @throws Findings.EnoughException when these were the last that count
     */
    void tell(Findings all, TileFiles allFiles) throws IOException {
        findings.tell(all);
        allFiles.count(files);
        if (failure instanceof IOException unreadable) {
            throw unreadable;
        }
        if (failure instanceof RuntimeException failed) {
            throw failed;
        }
    }

    TilePath tile() {
        return tile;
    }

    /** As the tile has them, or else as the entries have. */
    byte[] hashes() {
        return hashes;
    }

    /** Of a full tile only. */
    Optional<Hash> root() {
        return Optional.ofNullable(root);
    }

    private byte[] leaves(Tools tools) throws IOException {
        byte[] recorded = files.tile(tile);
        files.leftOvers(tile, recorded);
        if (!withEntries) {
            return recorded == null ? new byte[TileFiles.TILE_BYTES] : recorded;
        }
        byte[] computed = entries(TilePath.entries(tile.index(), tile.width()), recorded, tools);
        return recorded == null ? computed : recorded;
    }

    private byte[] entries(TilePath bundle, byte @Nullable [] recorded, Tools tools) throws IOException {
        byte[] computed = new byte[TileFiles.TILE_BYTES];
        long first = bundle.index() * TilePath.WIDTH_MAX;
        Optional<InputStream> found = files.open(bundle);
        if (found.isEmpty()) {
            findings.missing(TileFiles.range(first, bundle.width()) + ": " + bundle + " is missing");
            return recorded == null ? computed : recorded;
        }
        int[] seen = {0};
        try (InputStream in = found.get()) {
            EntryBundle.read(in, bundle.width(), tools.buffer, (number, buffer, start, length) -> {
                tools.hasher.leafInPlace(buffer, start, length, computed, number * Hash.BYTES);
                seen[0]++;
                if (recorded != null && TileFiles.differs(computed, recorded, number)) {
                    findings.wrong("entry " + (first + number) + ": " + bundle + " has another one than tile/0 says, "
                            + excerpt(buffer, start, length));
                }
            });
        } catch (MalformedException torn) {
            findings.wrong("entry " + (first + seen[0]) + ": " + bundle + " " + torn.getMessage());
        } catch (IOException unreadable) {
            findings.missing("entry " + (first + seen[0]) + ": " + bundle + " cannot be read on");
        }
        if (recorded != null && files.mayHaveLeftOvers()) {
            leftOverBundles(bundle, recorded, tools);
        }
        return computed;
    }

    /** Bundles of earlier sizes: the same entries, only fewer. */
    private void leftOverBundles(TilePath bundle, byte[] recorded, Tools tools) throws IOException {
        byte[] hash = new byte[TileFiles.TILE_BYTES];
        for (int width = 1; width < bundle.width(); width++) {
            TilePath earlier = TilePath.entries(bundle.index(), width);
            Optional<InputStream> found = files.openLeftOver(earlier);
            if (found.isPresent()) {
                try (InputStream in = found.get()) {
                    EntryBundle.read(in, width, tools.buffer, (number, buffer, start, length) -> {
                        tools.hasher.leafInPlace(buffer, start, length, hash, number * Hash.BYTES);
                        if (TileFiles.differs(hash, recorded, number)) {
                            findings.wrong("entry " + (bundle.index() * TilePath.WIDTH_MAX + number) + ": " + earlier
                                    + ", left from an earlier size, has another one");
                        }
                    });
                } catch (MalformedException torn) {
                    findings.wrong(earlier + " " + torn.getMessage());
                }
            }
        }
    }

    private static String excerpt(byte[] buffer, int start, int length) {
        return length == 0 ? "an empty one" : "which begins "
                + Excerpt.of(new String(buffer, start, Math.min(length, EXCERPT_BYTES_MAX), StandardCharsets.ISO_8859_1));
    }
}
