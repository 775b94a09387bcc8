package eu.volens.verifier;

import eu.volens.merkle.Excerpt;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeTiles;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares the names that are there with those that the tree needs, without remembering any: names of the tree are counted, and so are
 * partial tiles left from earlier sizes, and everything else is a finding.
 */
final class Inventory {

    private static final Pattern PROOF = Pattern.compile(Pattern.quote(ExportFacts.PROOFS) + "[0-9]+\\.tlog-proof");

    private final TreeTiles tree;
    private final Extent extent;
    private final Findings findings;
    private final Set<String> proofs = new HashSet<>();
    private long ofTheTree;
    private long leftOver;
    private long entryBundles;
    private int checkpoints;
    private int keys;
    private int facts;
    private int strayProofs;
    private long beside;
    private String firstBeside = "";

    private Inventory(Extent extent, Findings findings) {
        this.tree = new TreeTiles(extent.facts().size());
        this.extent = extent;
        this.findings = findings;
    }

    static Inventory of(LogFiles files, Extent extent, Findings findings) throws IOException {
        Inventory inventory = new Inventory(extent, findings);
        files.names(inventory::see);
        if (inventory.checkpoints > 1 || inventory.keys > 1 || inventory.facts > 1) {
            findings.wrong("the ZIP has checkpoint, keys or " + ExportFacts.FILE + " twice");
        }
        if (inventory.strayProofs > 0) {
            findings.missing("there are proofs of an export, and " + ExportFacts.FILE + " is missing");
        }
        return inventory;
    }

    private void see(String name) {
        if (name.startsWith(LogFiles.TILES)) {
            tile(name);
        } else if (name.startsWith(ExportFacts.PROOFS)) {
            proof(name);
        } else {
            switch (name) {
                case LogFiles.CHECKPOINT -> checkpoints++;
                case LogFiles.KEYS -> keys++;
                case ExportFacts.FILE -> facts++;
                default -> beside(name);
            }
        }
    }

    private void tile(String name) {
        try {
            classify(TilePath.parse(name));
        } catch (MalformedException noTile) {
            findings.wrong(Excerpt.of(name) + " is no part of a log");
        }
    }

    private void proof(String name) {
        if (!extent.isExport() && PROOF.matcher(name).matches()) {
            strayProofs++;
        } else if (!extent.isExport()) {
            beside(name);
        } else if (!extent.proofs().contains(name)) {
            findings.wrong(Excerpt.of(name) + " is no part of this export");
        } else if (!proofs.add(name)) {
            findings.wrong("the ZIP has " + name + " twice");
        }
    }

    private void beside(String name) {
        beside++;
        firstBeside = firstBeside.isEmpty() ? name : firstBeside;
    }

    /** What lies there and is nothing that a log vouches for; people keep notes beside what they check. */
    Optional<String> beside() {
        return beside == 0 ? Optional.empty() : Optional.of("not looked at, for the log does not vouch for it: " + Excerpt.of(firstBeside)
                + (beside == 1 ? "" : " and " + (beside - 1) + " more"));
    }

    private void classify(TilePath tile) {
        int width = tree.width(tile.level(), tile.index());
        if (tile.width() > width) {
            findings.wrong(tile + " is not covered by the checkpoint, whose tree has " + tree.size() + " entries");
            return;
        }
        if (!extent.facts().has(tile)) {
            findings.wrong(tile + " is no part of this export, which is of " + extent.asked());
            return;
        }
        if (tile.width() < width && extent.isExport()) {
            findings.wrong(tile + " is left from an earlier size, and no part of this export");
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
