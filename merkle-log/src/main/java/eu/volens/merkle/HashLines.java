package eu.volens.merkle;

import java.util.List;

/** Proofs as C2SP formats write them: one hash a line, in base64. */
final class HashLines {

    /** No tree of fewer than 2^63 leaves needs a longer proof; tlog-witness allows no longer one. */
    static final int HASHES_MAX = 63;

    private HashLines() {}

    static List<Hash> parse(List<String> lines) {
        if (lines.size() > HASHES_MAX) {
            throw new MalformedException("a proof has at most " + HASHES_MAX + " hashes, not " + lines.size());
        }
        return lines.stream().map(Hash::ofBase64).toList();
    }

    static void append(StringBuilder text, List<Hash> hashes) {
        hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
    }
}
