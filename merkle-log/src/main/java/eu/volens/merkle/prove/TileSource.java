package eu.volens.merkle.prove;

import eu.volens.merkle.TilePath;

/** Where tiles are kept. */
@FunctionalInterface
public interface TileSource {

    /**
     * The hashes of a tile, one after the other. A full tile may be given where a partial one was asked for, as tlog-tiles allows.
     *
     * @param tile never an entry bundle
     * @return at least {@code tile.width()} hashes
     * @throws RuntimeException when it cannot be read; the caller's question then has no answer
     */
    byte[] read(TilePath tile);
}
