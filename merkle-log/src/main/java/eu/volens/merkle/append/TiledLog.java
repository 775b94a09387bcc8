package eu.volens.merkle.append;

import eu.volens.merkle.Hash;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeTiles;
import eu.volens.merkle.prove.TileSource;
import eu.volens.merkle.prove.TiledTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A log's tree as it grows, and the hash tiles that follow from it. Holds one unfinished tile per level, so at most 8 KiB times the number
 * of levels. Full tiles are written as soon as they are full; partial ones when {@link #flush} asks for them, which must be before a
 * checkpoint of that size is published. For one thread.
 */
public final class TiledLog {

    private final TreeHasher hasher = new TreeHasher();
    private final List<Level> levels = new ArrayList<>();
    private final TileSink sink;
    private Frontier frontier = new Frontier();

    private static final class Level {
        private final byte[] hashes = new byte[TilePath.WIDTH_MAX * Hash.BYTES];
        private long index;
        private int width;
        private boolean flushed = true;
    }

    /** An empty log. */
    public TiledLog(TileSink sink) {
        this.sink = sink;
    }

    /**
     * Continues a log from its stored tiles.
     *
     * @throws IllegalStateException when they do not add up to the tree that is expected: somebody changed them, or they were not durable
     */
    public static TiledLog resume(TreeHead expected, TileSource stored, TileSink sink) {
        TiledLog log = new TiledLog(sink);
        TiledTree tree = new TiledTree(expected.size(), stored);
        log.frontier = new Frontier(expected.size(), tree.subtrees());
        if (!log.head().equals(expected)) {
            throw new IllegalStateException("the stored tiles have the root " + log.head().root() + ", not " + expected.root());
        }
        TreeTiles tiles = new TreeTiles(expected.size());
        for (int number = 0; number < tiles.levels(); number++) {
            Level level = log.level(number);
            level.index = tiles.hashes(number) / TilePath.WIDTH_MAX;
            level.width = (int) (tiles.hashes(number) % TilePath.WIDTH_MAX);
            if (level.width > 0) {
                System.arraycopy(stored.read(tiles.path(number, level.index)), 0, level.hashes, 0, level.width * Hash.BYTES);
            }
        }
        return log;
    }

    public void append(Hash leaf) {
        frontier.append(leaf);
        put(0, leaf);
    }

    private void put(int number, Hash hash) {
        Level level = level(number);
        hash.copyTo(level.hashes, level.width * Hash.BYTES);
        level.width++;
        level.flushed = false;
        if (level.width == TilePath.WIDTH_MAX) {
            sink.write(new TilePath(number, level.index, TilePath.WIDTH_MAX), level.hashes.clone());
            Hash above = hasher.completeSubtree(level.hashes, 0, TilePath.WIDTH_MAX);
            level.index++;
            level.width = 0;
            level.flushed = true;
            put(number + 1, above);
        }
    }

    /** Writes the partial tiles that have changed since the last time. */
    public void flush() {
        for (int number = 0; number < levels.size(); number++) {
            Level level = levels.get(number);
            if (!level.flushed) {
                sink.write(new TilePath(number, level.index, level.width), Arrays.copyOf(level.hashes, level.width * Hash.BYTES));
                level.flushed = true;
            }
        }
    }

    public long size() {
        return frontier.size();
    }

    public TreeHead head() {
        return frontier.head();
    }

    private Level level(int number) {
        while (levels.size() <= number) {
            levels.add(new Level());
        }
        return levels.get(number);
    }
}
