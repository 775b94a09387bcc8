package eu.volens.verifier;

import eu.volens.merkle.Excerpt;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeTiles;
import java.io.IOException;

/**
 * Compares the names that are there with those that the tree needs, without remembering any: names of the tree are counted, and so are
 * partial tiles left from earlier sizes, and everything else is a finding.
 */
final class Inventory {

    private final TreeTiles tree;
    private final Findings findings;
    private long ofTheTree;
    private long leftOver;
    private long entryBundles;
    private int checkpoints;
    private int keys;

    private Inventory(TreeTiles tree, Findings findings) {
        this.tree = tree;
        this.findings = findings;
    }

    static Inventory of(LogFiles files, TreeTiles tree, Findings findings) throws IOException {
        Inventory inventory = new Inventory(tree, findings);
        files.names(inventory::see);
        if (inventory.checkpoints > 1 || inventory.keys > 1) {
            findings.wrong("the ZIP has checkpoint or keys twice");
        }
        return inventory;
    }

    private void see(String name) {
        if (name.equals(LogFiles.CHECKPOINT)) {
            checkpoints++;
            return;
        }
        if (name.equals(LogFiles.KEYS)) {
            keys++;
            return;
        }
        try {
            classify(TilePath.parse(name));
        } catch (MalformedException noTile) {
            findings.wrong(Excerpt.of(name) + " is no part of a log");
        }
    }

    private void classify(TilePath tile) {
        int width = tree.width(tile.level(), tile.index());
        if (tile.width() > width) {
            findings.wrong(tile + " is not covered by the checkpoint, whose tree has " + tree.size() + " entries");
            return;
        }
        if (tile.width() < width) {
            leftOver++;
        } else {
            ofTheTree++;
        }
        entryBundles += tile.isEntries() ? 1 : 0;
    }

    boolean hasEntries() {
        return entryBundles > 0;
    }

    boolean hasLeftOvers() {
        return leftOver > 0;
    }

    /** Names are different where each could be opened; so more names than files means that some came twice, which only a ZIP can do. */
    void compare(long openedOfTheTree, long openedLeftOvers) {
        if (ofTheTree > openedOfTheTree || leftOver > openedLeftOvers) {
            findings.wrong("the ZIP has " + (ofTheTree - openedOfTheTree + leftOver - openedLeftOvers)
                    + " files whose names occur more than once; what other programs read from it may differ");
        }
    }
}
