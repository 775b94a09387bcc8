package eu.volens.merkle;

import java.util.Iterator;
import java.util.List;

/**
 * That a leaf stands at an index of a tree: RFC 6962 section 2.1.1, checked as RFC 9162 section 2.1.3.2 says.
 *
 * @param index of the leaf, from 0
 * @param size of the tree
 * @param path from the leaf's sibling up to the root's child
 */
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** False for everything that is not exactly the proof: too short, too long, an index outside the tree, numbers below zero. */
    public boolean holds(Hash leaf, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        TreeHasher hasher = new TreeHasher();
        long node = index;
        long last = size - 1;
        Hash computed = leaf;
        for (Iterator<Hash> siblings = path.iterator(); siblings.hasNext(); node >>= 1, last >>= 1) {
            Hash sibling = siblings.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                computed = hasher.node(sibling, computed);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                computed = hasher.node(computed, sibling);
            }
        }
        return last == 0 && computed.equals(root);
    }
}
