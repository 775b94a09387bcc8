package eu.volens.merkle.append;

import eu.volens.merkle.TilePath;

/** Where tiles go. What was given once is given again after a crash, with the same bytes: storing must be idempotent. */
@FunctionalInterface
public interface TileSink {

    /** @param content hashes of a tile, or the encoded entries of a bundle; not used by the giver afterwards */
    void write(TilePath tile, byte[] content);
}
