package eu.volens.ledger.receipt;

import eu.volens.merkle.TlogProof;
import java.time.Instant;

/** Whether a signed checkpoint covers an event yet. */
sealed interface Sealing {

    /**
     * It does.
     *
     * @param proof holds the event's entry itself, so that it can be checked without asking anybody
     * @param key   vkey of the log, to be compared with one got elsewhere
     */
    record Sealed(TlogProof proof, String origin, String key) implements Sealing {}

    /** Not yet, and when to ask again. A log seals within a second, unless it is in trouble. */
    record Pending(Instant askAgainAt) implements Sealing {}
}
