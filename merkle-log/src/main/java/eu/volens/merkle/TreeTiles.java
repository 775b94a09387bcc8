package eu.volens.merkle;

/**
 * Which tiles the tree of a given size has, C2SP tlog-tiles: {@code floor(size / 256^(level+1))} full ones per level, and a partial one of
 * {@code floor(size / 256^level) mod 256} hashes where that is not zero.
 */
public record TreeTiles(long size) {

    private static final int HEIGHT = 8;

    public TreeTiles {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
    }

    /** How many levels have a tile; the first level is 0. */
    public int levels() {
        int levels = 0;
        while (hashes(levels) > 0) {
            levels++;
        }
        return levels;
    }

    /** How many hashes the tiles of a level hold together. Entry bundles count as level 0. */
    public long hashes(int level) {
        int shift = HEIGHT * Math.max(level, 0);
        return shift >= Long.SIZE ? 0 : size >>> shift;
    }

    /** How many tiles a level has, the partial one included. */
    public long tiles(int level) {
        return hashes(level) / TilePath.WIDTH_MAX + (hashes(level) % TilePath.WIDTH_MAX == 0 ? 0 : 1);
    }

    /** How many hashes the tile with this index has; 0 when the tree has no such tile. */
    public int width(int level, long index) {
        long full = hashes(level) / TilePath.WIDTH_MAX;
        if (index < full) {
            return TilePath.WIDTH_MAX;
        }
        return index == full ? (int) (hashes(level) % TilePath.WIDTH_MAX) : 0;
    }

    public TilePath path(int level, long index) {
        return new TilePath(level, index, width(level, index));
    }
}
