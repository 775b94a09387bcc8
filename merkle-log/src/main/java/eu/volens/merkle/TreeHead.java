package eu.volens.merkle;

/**
 * A tree at one moment.
 *
 * @param size how many leaves it has
 * @param root RFC 6962 section 2.1, {@code MTH(D[size])}
 */
public record TreeHead(long size, Hash root) {

    public TreeHead {
        if (size < 0) {
            throw new MalformedException("a tree has no negative size");
        }
        if (size == 0 && !root.equals(TreeHasher.EMPTY_ROOT)) {
            throw new MalformedException("the root of an empty tree is the hash of nothing");
        }
    }
}
