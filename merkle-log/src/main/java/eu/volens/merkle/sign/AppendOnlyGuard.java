package eu.volens.merkle.sign;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ConsistencyProof;
import eu.volens.merkle.Hash;
import java.util.List;
import java.util.Optional;

/**
 * Whether a checkpoint may follow the last one signed, C2SP tlog-checkpoint: "A log MUST not sign any checkpoint which is inconsistent
 * with any checkpoint it previously signed". It remembers nothing: whoever calls must keep the last one signed, durably, before it is shown
 * to anybody, and somewhere a restored database does not take back.
 */
public final class AppendOnlyGuard {

    private AppendOnlyGuard() {}

    /**
     * @param last the last checkpoint signed; empty only when there never was one
     * @param proof the hashes of a consistency proof from {@code last} to {@code next}; empty from nothing, from an empty tree, and between equal sizes
     * @return why not; empty when it may be signed
     */
    public static Optional<Refusal> judge(Optional<Checkpoint> last, Checkpoint next, List<Hash> proof) {
        return last.flatMap(signed -> judge(signed, next, proof));
    }

    private static Optional<Refusal> judge(Checkpoint last, Checkpoint next, List<Hash> proof) {
        if (!last.origin().equals(next.origin())) {
            return Optional.of(Refusal.OTHER_ORIGIN);
        }
        if (next.size() < last.size()) {
            return Optional.of(Refusal.SMALLER);
        }
        if (next.size() == last.size()) {
            return next.root().equals(last.root()) ? Optional.empty() : Optional.of(Refusal.OTHER_ROOT);
        }
        // Everything grows from the empty tree.
        boolean consistent = last.size() == 0 ? proof.isEmpty()
                : new ConsistencyProof(last.size(), next.size(), proof).holds(last.root(), next.root());
        return consistent ? Optional.empty() : Optional.of(Refusal.NOT_CONSISTENT);
    }
}
