package eu.volens.ledger.consent;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a visitor gets for a decision or a withdrawal: where their consent stands.
 *
 * @param area          where it was said
 * @param given         purposes they have said yes to
 * @param refused       purposes they have said no to, or no longer
 * @param policyVersion in force when it was said
 * @param decidedAt     server time
 * @param expiresAt     from when on they are asked again
 */
public record Receipt(UUID record, String site, String area, List<String> given, List<String> refused, String policyVersion,
        Instant decidedAt, Instant expiresAt) {

    public Receipt {
        given = List.copyOf(given);
        refused = List.copyOf(refused);
    }

    public Status status() {
        if (given.isEmpty()) {
            return refused.isEmpty() ? Status.EXPIRED : Status.REFUSED;
        }
        return refused.isEmpty() ? Status.GIVEN : Status.PARTIAL;
    }

    /** Where the answers stand together: all yes, all no, some of each, or none that still holds. */
    public enum Status {
        GIVEN, REFUSED, PARTIAL, EXPIRED;

        /** As it is sent. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
