package eu.volens.verifier;

import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.Excerpt;
import eu.volens.merkle.Hash;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeTiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a tree from its entries, bundle by bundle, and compares every tile on the way up and the root at the end. Holds one unfinished
 * tile per level and one buffer, whatever the size of the log.
 *
 * <p>Where a tile and what it was made from differ, the check goes on with what the tile says, so that one change is reported where it was
 * made and not again at every level above.
 */
final class TreeCheck {

    private static final int TILE_BYTES = TilePath.WIDTH_MAX * Hash.BYTES;
    private static final int EXCERPT_BYTES_MAX = 60;

    private final LogFiles files;
    private final TreeHead head;
    private final TreeTiles tiles;
    private final Inventory inventory;
    private final Findings findings;
    private final Progress progress;
    private final TreeHasher hasher = new TreeHasher();
    private final byte[][] levels;
    private final boolean withEntries;
    private final long earlierSize;
    private @Nullable Hash earlierRoot;
    private long opened;
    private long openedLeftOvers;

    /**
     * @param withEntries false to take the leaf hashes from the tiles, for a log whose entries are not public
     * @param earlierSize whose root is wanted too; at most the size of the tree
     */
    TreeCheck(LogFiles files, TreeHead head, Inventory inventory, Findings findings, Progress progress, boolean withEntries, long earlierSize) {
        this.files = files;
        this.head = head;
        this.tiles = new TreeTiles(head.size());
        this.inventory = inventory;
        this.findings = findings;
        this.progress = progress;
        this.levels = new byte[tiles.levels()][TILE_BYTES];
        this.withEntries = withEntries;
        this.earlierSize = earlierSize;
    }

    void run() throws IOException {
        for (long tile = 0; tile < tiles.tiles(0); tile++) {
            int width = tiles.width(0, tile);
            levels[0] = leaves(tile, width);
            long first = tile * TilePath.WIDTH_MAX;
            if (earlierSize >= first && earlierSize < first + width) {
                earlierRoot = root(earlierSize);
            }
            if (width == TilePath.WIDTH_MAX) {
                up(1, tile, hasher.completeSubtree(levels[0], 0, width));
            }
            progress.at(first + width);
        }
        for (int level = 1; level < levels.length; level++) {
            int width = (int) (tiles.hashes(level) % TilePath.WIDTH_MAX);
            if (width > 0) {
                levels[level] = compare(level, tiles.hashes(level) / TilePath.WIDTH_MAX, width, levels[level]);
            }
        }
        Hash root = root(head.size());
        if (earlierSize == head.size()) {
            earlierRoot = root;
        }
        if (!root.equals(head.root()) && findings.lines().isEmpty()) {
            findings.wrong("entries 0 to " + (head.size() - 1) + ": together they have the root " + root + ", the checkpoint says " + head.root()
                    + "; entries and tiles were changed together, or the checkpoint is another log's");
        } else if (!root.equals(head.root())) {
            findings.wrong("the root of it all is " + root + ", the checkpoint says " + head.root());
        }
        if (findings.lines().isEmpty()) {
            inventory.compare(opened, openedLeftOvers);
        }
    }

    long filesRead() {
        return opened;
    }

    /** The root that the tree had when it was as small as asked. */
    Optional<Hash> earlierRoot() {
        return Optional.ofNullable(earlierRoot);
    }

    /** The leaf hashes of a tile, compared with the entries that they are made of. */
    private byte[] leaves(long index, int width) throws IOException {
        byte[] recorded = tile(new TilePath(0, index, width));
        leftOvers(0, index, width, recorded);
        if (!withEntries) {
            return recorded == null ? new byte[TILE_BYTES] : recorded;
        }
        byte[] computed = entries(TilePath.entries(index, width), recorded);
        return recorded == null ? computed : recorded;
    }

    private byte[] entries(TilePath bundle, byte @Nullable [] recorded) throws IOException {
        byte[] computed = new byte[TILE_BYTES];
        long first = bundle.index() * TilePath.WIDTH_MAX;
        Optional<InputStream> found = files.open(bundle.path());
        if (found.isEmpty()) {
            findings.missing(range(first, bundle.width()) + ": " + bundle + " is missing");
            return recorded == null ? computed : recorded;
        }
        opened++;
        int[] seen = {0};
        try (InputStream in = found.get()) {
            EntryBundle.read(in, bundle.width(), (number, buffer, start, length) -> {
                hasher.leafInPlace(buffer, start, length, computed, number * Hash.BYTES);
                seen[0]++;
                if (recorded != null && differs(computed, recorded, number)) {
                    findings.wrong("entry " + (first + number) + ": " + bundle + " has another one than tile/0 says, "
                            + excerpt(buffer, start, length));
                }
            });
        } catch (MalformedException torn) {
            findings.wrong("entry " + (first + seen[0]) + ": " + bundle + " " + torn.getMessage());
        } catch (IOException unreadable) {
            findings.missing("entry " + (first + seen[0]) + ": " + bundle + " cannot be read on");
        }
        if (inventory.hasLeftOvers() && recorded != null) {
            leftOverBundles(bundle, recorded);
        }
        return computed;
    }

    /** Bundles of earlier sizes: the same entries, only fewer. */
    private void leftOverBundles(TilePath bundle, byte[] recorded) throws IOException {
        byte[] hash = new byte[TILE_BYTES];
        for (int width = 1; width < bundle.width(); width++) {
            TilePath earlier = TilePath.entries(bundle.index(), width);
            Optional<InputStream> found = files.open(earlier.path());
            if (found.isPresent()) {
                openedLeftOvers++;
                try (InputStream in = found.get()) {
                    EntryBundle.read(in, width, (number, buffer, start, length) -> {
                        hasher.leafInPlace(buffer, start, length, hash, number * Hash.BYTES);
                        if (differs(hash, recorded, number)) {
                            findings.wrong("entry " + (bundle.index() * TilePath.WIDTH_MAX + number) + ": " + earlier + ", left from an earlier size, has another one");
                        }
                    });
                } catch (MalformedException torn) {
                    findings.wrong(earlier + " " + torn.getMessage());
                }
            }
        }
    }

    /** Takes the root of a full tile into the level above. */
    private void up(int level, long index, Hash hash) throws IOException {
        int place = (int) (index % TilePath.WIDTH_MAX);
        hash.copyTo(levels[level], place * Hash.BYTES);
        if (place == TilePath.WIDTH_MAX - 1) {
            byte[] checked = compare(level, index / TilePath.WIDTH_MAX, TilePath.WIDTH_MAX, levels[level]);
            up(level + 1, index / TilePath.WIDTH_MAX, hasher.completeSubtree(checked, 0, TilePath.WIDTH_MAX));
        }
    }

    private byte[] compare(int level, long index, int width, byte[] computed) throws IOException {
        TilePath path = new TilePath(level, index, width);
        byte[] recorded = tile(path);
        if (recorded == null) {
            return computed;
        }
        for (int place = 0; place < width; place++) {
            if (differs(computed, recorded, place)) {
                long leaves = 1L << 8 * level;
                findings.wrong(range((index * TilePath.WIDTH_MAX + place) * leaves, leaves) + ": " + path + " says otherwise than the tiles below");
            }
        }
        leftOvers(level, index, width, recorded);
        return recorded;
    }

    /** Null, and a finding, when it is missing or not as long as it has to be. */
    private byte @Nullable [] tile(TilePath path) throws IOException {
        long leaves = 1L << 8 * path.level();
        String what = range(path.index() * TilePath.WIDTH_MAX * leaves, path.width() * leaves) + ": " + path;
        Optional<InputStream> found = files.open(path.path());
        if (found.isEmpty()) {
            findings.missing(what + " is missing");
            return null;
        }
        opened++;
        try (InputStream in = found.get()) {
            byte[] hashes = in.readNBytes(TILE_BYTES + 1);
            if (hashes.length != path.width() * Hash.BYTES) {
                findings.wrong(what + " does not have " + path.width() * Hash.BYTES + " bytes");
                return null;
            }
            return Arrays.copyOf(hashes, TILE_BYTES);
        } catch (IOException unreadable) {
            findings.missing(what + " cannot be read");
            return null;
        }
    }

    /** Partial tiles of earlier sizes: beginnings of the tile that became of them. */
    private void leftOvers(int level, long index, int width, byte @Nullable [] recorded) throws IOException {
        for (int earlier = 1; inventory.hasLeftOvers() && recorded != null && earlier < width; earlier++) {
            TilePath path = new TilePath(level, index, earlier);
            Optional<InputStream> found = files.open(path.path());
            if (found.isPresent()) {
                openedLeftOvers++;
                try (InputStream in = found.get()) {
                    if (!Arrays.equals(in.readNBytes(TILE_BYTES), Arrays.copyOf(recorded, earlier * Hash.BYTES))) {
                        long leaves = 1L << 8 * level;
                        findings.wrong(range(index * TilePath.WIDTH_MAX * leaves, earlier * leaves) + ": " + path + ", left from an earlier size, says otherwise");
                    }
                }
            }
        }
    }

    /** The root of the first so many leaves, from what stands in the unfinished tiles; the last of those leaves is in the tile at hand. */
    private Hash root(long size) {
        TreeTiles tree = new TreeTiles(size);
        Hash root = null;
        for (int level = 0; level < tree.levels(); level++) {
            int width = (int) (tree.hashes(level) % TilePath.WIDTH_MAX);
            for (int height = 0; height < 8; height++) {
                if ((width >>> height & 1) == 1) {
                    Hash subtree = hasher.completeSubtree(levels[level], width >>> height + 1 << height + 1, 1 << height);
                    root = root == null ? subtree : hasher.node(subtree, root);
                }
            }
        }
        return root == null ? TreeHasher.EMPTY_ROOT : root;
    }

    private static boolean differs(byte[] one, byte[] other, int number) {
        int from = number * Hash.BYTES;
        return !Arrays.equals(one, from, from + Hash.BYTES, other, from, from + Hash.BYTES);
    }

    private static String range(long first, long count) {
        return count == 1 ? "entry " + first : "entries " + first + " to " + (first + count - 1);
    }

    private static String excerpt(byte[] buffer, int start, int length) {
        return length == 0 ? "an empty one" : "which begins "
                + Excerpt.of(new String(buffer, start, Math.min(length, EXCERPT_BYTES_MAX), StandardCharsets.ISO_8859_1));
    }
}
