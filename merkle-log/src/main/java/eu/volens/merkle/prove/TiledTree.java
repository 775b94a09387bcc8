package eu.volens.merkle.prove;

import eu.volens.merkle.ConsistencyProof;
import eu.volens.merkle.Hash;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import eu.volens.merkle.TreeTiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of a fixed size over stored tiles, that gives its root and its proofs (RFC 6962 sections 2.1.1 and 2.1.2). A proof reads at most
 * a few tiles per level; those that one instance has read it remembers, so an instance is for one question or a few. For one thread.
 */
public final class TiledTree {

    private static final int TILE_HEIGHT = 8;

    private final TreeHasher hasher = new TreeHasher();
    private final Map<TilePath, byte[]> read = new HashMap<>();
    private final long size;
    private final TileSource source;

    public TiledTree(long size, TileSource source) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        this.size = size;
        this.source = source;
    }

    public TreeHead head() {
        return new TreeHead(size, size == 0 ? TreeHasher.EMPTY_ROOT : range(0, size));
    }

    /** The roots of its complete subtrees from left to right. */
    public List<Hash> subtrees() {
        List<Hash> roots = new ArrayList<>();
        for (int height = Long.SIZE - 2; height >= 0; height--) {
            if ((size >>> height & 1) == 1) {
                roots.add(complete(height, (size >>> height) - 1));
            }
        }
        return roots;
    }

    /** @throws IllegalArgumentException when the tree has no such leaf */
    public InclusionProof inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + largestPowerBelow(to - from);
            path.add(0, index < middle ? range(middle, to) : range(from, middle));
            from = index < middle ? from : middle;
            to = index < middle ? middle : to;
        }
        return new InclusionProof(index, size, path);
    }

    /** @throws IllegalArgumentException when the old tree is empty or larger: there is no such proof */
    public ConsistencyProof consistency(long oldSize) {
        if (oldSize < 1 || oldSize > size) {
            throw new IllegalArgumentException("no proof from " + oldSize + " to " + size);
        }
        List<Hash> path = new ArrayList<>();
        long from = 0;
        long to = size;
        boolean oldRootIsKnown = true;
        while (oldSize < to) {
            long middle = from + largestPowerBelow(to - from);
            if (oldSize <= middle) {
                path.add(0, range(middle, to));
                to = middle;
            } else {
                path.add(0, range(from, middle));
                from = middle;
                oldRootIsKnown = false;
            }
        }
        if (!oldRootIsKnown) {
            path.add(0, range(from, to));
        }
        return new ConsistencyProof(oldSize, size, path);
    }

    /** {@code MTH(D[from:to])} for a range that is a node of the tree. */
    private Hash range(long from, long to) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            return complete(height, from >>> height);
        }
        long middle = from + largestPowerBelow(width);
        return hasher.node(range(from, middle), range(middle, to));
    }

    /** The root of the complete subtree over leaves {@code index * 2^height} to {@code (index + 1) * 2^height - 1}. */
    private Hash complete(int height, long index) {
        int level = height / TILE_HEIGHT;
        int heightInTile = height % TILE_HEIGHT;
        long first = index << heightInTile;
        byte[] hashes = tile(level, first / TilePath.WIDTH_MAX);
        return hasher.completeSubtree(hashes, (int) (first % TilePath.WIDTH_MAX), 1 << heightInTile);
    }

    private byte[] tile(int level, long index) {
        return read.computeIfAbsent(new TreeTiles(size).path(level, index), path -> {
            byte[] hashes = source.read(path);
            if (hashes.length < path.width() * Hash.BYTES) {
                throw new IllegalStateException(path + " has only " + hashes.length + " bytes");
            }
            return hashes;
        });
    }

    /** RFC 6962: the largest power of two smaller than n. */
    private static long largestPowerBelow(long n) {
        return Long.highestOneBit(n - 1);
    }
}
