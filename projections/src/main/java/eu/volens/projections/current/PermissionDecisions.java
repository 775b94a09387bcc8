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
    static Permission decide(String purpose, @Nullable CurrentConsent last, boolean recordKnown, Instant now) {
        if (purpose.equals(NECESSARY_PURPOSE)) {
            return new Permission(Reason.NECESSARY, null);
        }
        if (last == null) {
            return new Permission(recordKnown ? Reason.NOT_ASKED : Reason.UNKNOWN_RECORD, null);
        }
        return new Permission(reason(last, now), last);
    }

    private static Reason reason(CurrentConsent last, Instant now) {
        boolean expired = last.expiresAt() != null && !now.isBefore(last.expiresAt());
        return switch (last.choice()) {
            case WITHDRAWN -> expired ? Reason.EXPIRED : Reason.WITHDRAWN;
            case GIVEN -> expired ? Reason.EXPIRED : Reason.GIVEN;
            case REFUSED -> expired ? Reason.EXPIRED : Reason.REFUSED;
        };
    }
}
