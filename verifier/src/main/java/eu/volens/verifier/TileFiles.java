package eu.volens.verifier;

import eu.volens.merkle.Hash;
import eu.volens.merkle.TilePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the files of a tree, counts them, and reports those that are missing or not as long as they have to be. For one thread. */
final class TileFiles {

    static final int TILE_BYTES = TilePath.WIDTH_MAX * Hash.BYTES;

    private final LogFiles files;
    private final Inventory inventory;
    private final Findings findings;
    private long opened;
    private long openedLeftOvers;

    TileFiles(LogFiles files, Inventory inventory, Findings findings) {
        this.files = files;
        this.inventory = inventory;
        this.findings = findings;
    }

    long opened() {
        return opened;
    }

    long openedLeftOvers() {
        return openedLeftOvers;
    }

    /** Takes over what another one has counted. */
    void count(TileFiles other) {
        opened += other.opened;
        openedLeftOvers += other.openedLeftOvers;
    }

    Optional<InputStream> open(TilePath path) throws IOException {
        Optional<InputStream> found = files.open(path.path());
        opened += found.isPresent() ? 1 : 0;
        return found;
    }

    boolean mayHaveLeftOvers() {
        return inventory.hasLeftOvers();
    }

    /** A file that a smaller tree had in the place of this one; always empty when the log has none of these. */
    Optional<InputStream> openLeftOver(TilePath path) throws IOException {
        Optional<InputStream> found = mayHaveLeftOvers() ? files.open(path.path()) : Optional.empty();
        openedLeftOvers += found.isPresent() ? 1 : 0;
        return found;
    }

    /** At least {@link #TILE_BYTES}; null, and a finding, when it is missing or not as long as it has to be. */
    byte @Nullable [] tile(TilePath path) throws IOException {
        return read(path, open(path));
    }

    /** The same, for a tile that is looked at in between and will be opened for good later. */
    byte @Nullable [] glance(TilePath path) throws IOException {
        return read(path, files.open(path.path()));
    }

    private byte @Nullable [] read(TilePath path, Optional<InputStream> found) throws IOException {
        if (found.isEmpty()) {
            findings.missing(leavesUnder(path) + " is missing");
            return null;
        }
        try (InputStream in = found.get()) {
            byte[] hashes = new byte[TILE_BYTES + 1]; // the one more would show a tile that is too long
            if (in.readNBytes(hashes, 0, hashes.length) != path.width() * Hash.BYTES) {
                findings.wrong(leavesUnder(path) + " does not have " + path.width() * Hash.BYTES + " bytes");
                return null;
            }
            return hashes;
        } catch (IOException unreadable) {
            findings.missing(leavesUnder(path) + " cannot be read");
            return null;
        }
    }

    private static String leavesUnder(TilePath path) {
        long leaves = 1L << 8 * path.level();
        return range(path.index() * TilePath.WIDTH_MAX * leaves, path.width() * leaves) + ": " + path;
    }

    /** Partial tiles of earlier sizes: beginnings of the tile that became of them. */
    void leftOvers(TilePath tile, byte @Nullable [] recorded) throws IOException {
        for (int earlier = 1; mayHaveLeftOvers() && recorded != null && earlier < tile.width(); earlier++) {
            TilePath path = new TilePath(tile.level(), tile.index(), earlier);
            Optional<InputStream> found = openLeftOver(path);
            if (found.isPresent()) {
                try (InputStream in = found.get()) {
                    if (!Arrays.equals(in.readNBytes(TILE_BYTES), Arrays.copyOf(recorded, earlier * Hash.BYTES))) {
                        long leaves = 1L << 8 * tile.level();
                        findings.wrong(range(tile.index() * TilePath.WIDTH_MAX * leaves, earlier * leaves) + ": " + path
                                + ", left from an earlier size, says otherwise");
                    }
                }
            }
        }
    }

    static boolean differs(byte[] one, byte[] other, int number) {
        int from = number * Hash.BYTES;
        return !Arrays.equals(one, from, from + Hash.BYTES, other, from, from + Hash.BYTES);
    }

    static String range(long first, long count) {
        return count == 1 ? "entry " + first : "entries " + first + " to " + (first + count - 1);
    }
}
