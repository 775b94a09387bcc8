package eu.volens.projections.current;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last choice of one visitor, on one site, for one purpose.
 *
 * @param record        the consent record, random
 * @param area          where on the site the choice was made; it counts for the whole site
 * @param since         when the choice was made
 * @param policyVersion content hash of the policy that was shown
 * @param expiresAt     from when on the choice is asked again; null for a withdrawal of an older record, which does not run out
 * @param position      of the event that says so, in the ledger's log
 */
record CurrentConsent(UUID record, String site, String area, String purpose, Choice choice, Instant since, String policyVersion,
        @Nullable Instant expiresAt, long position) {

    /** What there is one row of. */
    record Key(UUID record, String site, String purpose) {}

    Key key() {
        return new Key(record, site, purpose);
    }
}
