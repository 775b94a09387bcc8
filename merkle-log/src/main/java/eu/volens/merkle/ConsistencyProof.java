package eu.volens.merkle;

import java.util.List;

/**
 * That a tree only had leaves added to it: RFC 6962 section 2.1.2, checked as RFC 9162 section 2.1.4.2 says.
 * Nothing can be proven about the empty tree, so an old size of 0 never holds; whoever starts from nothing must say so by other means.
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** False for everything that is not exactly the proof. The proof between equal sizes is empty and holds when the roots are equal. */
    public boolean holds(Hash oldRoot, Hash newRoot) {
        if (oldSize < 1 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        // A complete old tree is itself the first node of the way up; otherwise that node comes with the proof.
        boolean complete = Long.bitCount(oldSize) == 1;
        if (!complete && path.isEmpty()) {
            return false;
        }
        long node = oldSize - 1;
        long last = newSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        Hash first = complete ? oldRoot : path.get(0);
        return climb(complete ? path : path.subList(1, path.size()), node, last, first, oldRoot, newRoot);
    }

    private static boolean climb(List<Hash> path, long startNode, long startLast, Hash first, Hash oldRoot, Hash newRoot) {
        TreeHasher hasher = new TreeHasher();
        long node = startNode;
        long last = startLast;
        Hash ofOld = first;
        Hash ofNew = first;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                ofOld = hasher.node(sibling, ofOld);
                ofNew = hasher.node(sibling, ofNew);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                ofNew = hasher.node(ofNew, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && ofOld.equals(oldRoot) && ofNew.equals(newRoot);
    }
}
