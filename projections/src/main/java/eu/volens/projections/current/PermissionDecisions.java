package eu.volens.projections.current;

import eu.volens.projections.current.Permission.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * "May we, now?" (Article 6(1)(a) and 7 GDPR; for storage on a device Article 5(3) of Directive 2002/58/EC). In doubt, no.
 */
final class PermissionDecisions {

    /** What needs no consent, in every controller's register (Article 5(3): strictly necessary). The register itself is not known here. */
    static final String NECESSARY_PURPOSE = "necessary";

    private PermissionDecisions() {}

    /**
     * @param last        the last choice about the purpose, null when there is none
     * @param recordKnown whether the record made any choice on the site
     */
    static Permission decide(String purpose, @Nullable LastChoice last, boolean recordKnown, Instant now) {
        if (purpose.equals(NECESSARY_PURPOSE)) {
            return new Permission(Reason.NECESSARY, null);
        }
        if (last == null) {
            return new Permission(recordKnown ? Reason.NOT_ASKED : Reason.UNKNOWN_RECORD, null);
        }
        return new Permission(reason(last, now), last.choice());
    }

    /** Consent is to what was told (Article 4(11): informed, specific): not to what was added later. */
    private static Reason reason(LastChoice last, Instant now) {
        Instant expiresAt = last.choice().expiresAt();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Reason.EXPIRED;
        }
        if (last.policyChanged()) {
            return Reason.POLICY_CHANGED;
        }
        return switch (last.choice().choice()) {
            case WITHDRAWN -> Reason.WITHDRAWN;
            case GIVEN -> Reason.GIVEN;
            case REFUSED -> Reason.REFUSED;
        };
    }
}
