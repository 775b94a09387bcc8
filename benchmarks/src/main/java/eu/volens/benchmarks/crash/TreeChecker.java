package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.crash.Finding.Kind;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import eu.volens.merkle.append.Frontier;
import eu.volens.merkle.prove.TileSource;
import eu.volens.merkle.prove.TiledTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares every checkpoint that was ever signed with the tree over the rows that are there, and with the tiles that are stored. Pure. */
final class TreeChecker {

    private final VerifierKey key;
    private final List<Hash> roots;
    private final List<Finding> findings = new ArrayList<>();

    private TreeChecker(VerifierKey key, List<Hash> leaves) {
        this.key = key;
        this.roots = roots(leaves);
    }

    /**
     * @param seen   all notes that anybody may have seen
     * @param stored the one in the database, with the tiles beside it
     * @return empty when they all tell one history, that of the leaves
     */
    static List<Finding> check(VerifierKey key, List<Hash> leaves, List<SignedNote> seen, Optional<SignedNote> stored, TileSource tiles) {
        var checker = new TreeChecker(key, leaves);
        Map<Long, Checkpoint> bySize = new HashMap<>();
        seen.forEach(note -> checker.verified(note).ifPresent(one -> checker.isOfTheLeaves(one, bySize)));
        stored.flatMap(checker::verified).ifPresent(last -> {
            checker.isOfTheLeaves(last, bySize);
            checker.tiles(last, bySize, tiles);
        });
        return checker.findings;
    }

    /** By size: the root over that many leaves. */
    private static List<Hash> roots(List<Hash> leaves) {
        var frontier = new Frontier();
        List<Hash> roots = new ArrayList<>(leaves.size() + 1);
        roots.add(frontier.head().root());
        for (Hash leaf : leaves) {
            frontier.append(leaf);
            roots.add(frontier.head().root());
        }
        return roots;
    }

    private void found(String what) {
        findings.add(new Finding(Kind.ROOT_MISMATCH, what));
    }

    private Optional<Checkpoint> verified(SignedNote note) {
        try {
            note.verify(List.of(key));
            return Optional.of(Checkpoint.parse(note.text()));
        } catch (NoteRejectedException e) {
            found("a checkpoint that the log's key did not sign: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void isOfTheLeaves(Checkpoint checkpoint, Map<Long, Checkpoint> bySize) {
        Checkpoint other = bySize.putIfAbsent(checkpoint.size(), checkpoint);
        if (other != null && !other.root().equals(checkpoint.root())) {
            found("two roots were signed for size " + checkpoint.size() + ": " + other.root() + " and " + checkpoint.root());
        }
        if (checkpoint.size() >= roots.size()) {
            found("size " + checkpoint.size() + " was signed, and " + (roots.size() - 1) + " events are there");
        } else if (!roots.get((int) checkpoint.size()).equals(checkpoint.root())) {
            found("size " + checkpoint.size() + " was signed with the root " + checkpoint.root() + ", the events give "
                    + roots.get((int) checkpoint.size()));
        }
    }

    /** The stored tiles give the last root, and prove that it continues each one that was seen. */
    private void tiles(Checkpoint last, Map<Long, Checkpoint> bySize, TileSource tiles) {
        var tree = new TiledTree(last.size(), tiles);
        try {
            if (!tree.head().equals(last.head())) {
                found("the stored tiles give the root " + tree.head().root() + " for size " + last.size() + ", signed was " + last.root());
            }
            for (Checkpoint earlier : bySize.values()) {
                if (earlier.size() > 0 && earlier.size() <= last.size() && !tree.consistency(earlier.size()).holds(earlier.root(), last.root())) {
                    found("no proof that size " + last.size() + " continues size " + earlier.size());
                }
            }
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
            found("the stored tiles of size " + last.size() + " are not whole: " + e.getMessage());
        }
    }
}
