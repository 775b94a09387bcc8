package eu.volens.merkle.append;

import eu.volens.merkle.Hash;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of a tree to append to it: the roots of its complete subtrees, one for each bit of its size, so never more than
 * 63 hashes. For one thread.
 */
public final class Frontier {

    private final TreeHasher hasher = new TreeHasher();
    /** By height; what stands where the size has no bit is left over and not looked at. */
    private final @Nullable Hash[] subtrees = new Hash[Long.SIZE];
    private long size;

    public Frontier() {}

    /**
     * Continues a tree.
     *
     * @param subtrees roots of the complete subtrees from left to right, that is, from the largest to the smallest
     */
    public Frontier(long size, List<Hash> subtrees) {
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException("a tree of " + size + " leaves does not have " + subtrees.size() + " complete subtrees");
        }
        this.size = size;
        int next = subtrees.size();
        for (int height = 0; height < Long.SIZE - 1; height++) {
            if (isSet(height)) {
                this.subtrees[height] = subtrees.get(--next);
            }
        }
    }

    public void append(Hash leaf) {
        Hash subtree = leaf;
        int height = 0;
        for (; isSet(height); height++) {
            subtree = hasher.node(at(height), subtree);
        }
        subtrees[height] = subtree;
        size = Math.incrementExact(size);
    }

    public long size() {
        return size;
    }

    public TreeHead head() {
        return new TreeHead(size, root());
    }

    private Hash root() {
        Hash root = null;
        for (int height = 0; height < Long.SIZE - 1; height++) {
            if (isSet(height)) {
                root = root == null ? at(height) : hasher.node(at(height), root);
            }
        }
        return root == null ? TreeHasher.EMPTY_ROOT : root;
    }

    /** Roots of the complete subtrees from left to right; with the size, all that is needed to continue. */
    public List<Hash> subtrees() {
        List<Hash> roots = new ArrayList<>();
        for (int height = Long.SIZE - 2; height >= 0; height--) {
            if (isSet(height)) {
                roots.add(at(height));
            }
        }
        return roots;
    }

    private boolean isSet(int height) {
        return (size >>> height & 1) == 1;
    }

    private Hash at(int height) {
        Hash subtree = subtrees[height];
        if (subtree == null) {
            throw new IllegalStateException("no subtree of height " + height + " in a tree of " + size + " leaves");
        }
        return subtree;
    }
}
