package eu.volens.verifier;

import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.Hash;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeTiles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a tree from its entries, bundle by bundle, and compares every tile on the way up and the root at the end. Holds one unfinished
 * tile per level, and a few tiles and buffers for the threads, whatever the size of the log.
 *
 * <p>Where a tile and what it was made from differ, the check goes on with what the tile says, so that one change is reported where it was
 * made and not again at every level above.
 */
final class TreeCheck {

    /** Each holds a buffer of {@link eu.volens.merkle.EntryBundle#BUFFER_BYTES}; beyond these many the disk is what one waits for. */
    private static final int THREADS_MAX = 16;
    private static final int THREADS = Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors());
    /** Tiles under way, 16 KiB each: enough that no thread waits for the one that is slowest. */
    private static final int AHEAD_MAX = 8 * THREADS;

    private final LogFiles files;
    private final TreeHead head;
    private final TreeTiles tiles;
    private final Inventory inventory;
    private final Findings findings;
    private final Progress progress;
    private final TreeHasher hasher = new TreeHasher();
    private final TileFiles tileFiles;
    private final byte[][] levels;
    private final boolean withEntries;
    private final ExportFacts extent;
    private final long earlierSize;
    private @Nullable Hash earlierRoot;
    private byte @Nullable [] above;
    private long aboveIndex;

    /**
     * @param withEntries false to take the leaf hashes from the tiles, for a log whose entries are not public
     * @param extent which tiles are there by intention; of the others only the level above can say what they hash to, and the root proves it
     * @param earlierSize whose root is wanted too; at most the size of the tree
     */
    TreeCheck(LogFiles files, TreeHead head, Inventory inventory, Findings findings, Progress progress, boolean withEntries,
            ExportFacts extent, long earlierSize) {
        this.files = files;
        this.head = head;
        this.tiles = new TreeTiles(head.size());
        this.inventory = inventory;
        this.findings = findings;
        this.progress = progress;
        this.tileFiles = new TileFiles(files, inventory, findings);
        this.levels = new byte[tiles.levels()][TileFiles.TILE_BYTES];
        this.withEntries = withEntries;
        this.extent = extent;
        this.earlierSize = earlierSize;
    }

    void run() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, TreeCheck::thread);
        try {
            leaves(threads);
        } finally {
            threads.shutdownNow();
        }
        upperLevels();
    }

    /** Ends with the program, whatever it is reading. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "leaves");
        thread.setDaemon(true);
        return thread;
    }

    /** All cores read and hash, at most so far ahead; here everything is taken in the log's order, so that the outcome never depends on them. */
    private void leaves(ExecutorService threads) throws IOException {
        Deque<Future<LeafCheck>> underWay = new ArrayDeque<>();
        long next = 0;
        for (long tile = 0; tile < tiles.tiles(0); tile++) {
            for (; next < tiles.tiles(0) && underWay.size() < AHEAD_MAX; next++) {
                if (extent.has(tiles.path(0, next))) {
                    LeafCheck check = new LeafCheck(files, inventory, tiles.path(0, next), withEntries && extent.has(bundle(next)));
                    underWay.add(threads.submit(check::run));
                }
            }
            if (extent.has(tiles.path(0, tile))) {
                take(outcome(underWay.remove()));
            } else {
                takeFromAbove(tile);
            }
        }
    }

    private TilePath bundle(long index) {
        return TilePath.entries(index, tiles.width(0, index));
    }

    /** A full tile that is not there by intention. What the level above says of it goes on upwards, and the signed root vouches for it. */
    private void takeFromAbove(long index) throws IOException {
        long parent = index / TilePath.WIDTH_MAX;
        if (above == null || aboveIndex != parent) {
            above = tileFiles.glance(tiles.path(1, parent));
            aboveIndex = parent;
        }
        byte[] hashes = above;
        if (hashes == null) {
            // Found and told already; from here on nothing could be told apart.
            throw new Findings.EnoughException();
        }
        up(1, index, Hash.at(hashes, (int) (index % TilePath.WIDTH_MAX) * Hash.BYTES));
        progress.at((index + 1) * TilePath.WIDTH_MAX);
    }

    private static LeafCheck outcome(Future<LeafCheck> check) {
        try {
            return check.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw UnprovenException.notJudged("the check was interrupted");
        }
    }

    private void take(LeafCheck leaves) throws IOException {
        leaves.tell(findings, tileFiles);
        levels[0] = leaves.hashes();
        TilePath tile = leaves.tile();
        long first = tile.index() * TilePath.WIDTH_MAX;
        if (earlierSize >= first && earlierSize < first + tile.width()) {
            earlierRoot = root(earlierSize);
        }
        if (leaves.root().isPresent()) {
            up(1, tile.index(), leaves.root().get());
        }
        progress.at(first + tile.width());
    }

    private void upperLevels() throws IOException {
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
            inventory.compare(tileFiles.opened(), tileFiles.openedLeftOvers());
        }
    }

    long filesRead() {
        return tileFiles.opened();
    }

    /** The root that the tree had when it was as small as asked. */
    Optional<Hash> earlierRoot() {
        return Optional.ofNullable(earlierRoot);
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
        byte[] recorded = tileFiles.tile(path);
        if (recorded == null) {
            return computed;
        }
        for (int place = 0; place < width; place++) {
            if (TileFiles.differs(computed, recorded, place)) {
                long leaves = 1L << 8 * level;
                findings.wrong(TileFiles.range((index * TilePath.WIDTH_MAX + place) * leaves, leaves) + ": " + path + " says otherwise than the tiles below");
            }
        }
        tileFiles.leftOvers(path, recorded);
        return recorded;
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
}
