package eu.volens.ledger.consent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What has happened to a consent record, as it is stored for ever. Nothing here says who the visitor is: the record's id is random, and
 * only the visitor's browser knows it. Shapes are frozen by golden files; a changed shape is a new version beside the old one.
 */
public sealed interface ConsentEvent {

    UUID record();

    String site();

    String area();

    UUID idempotencyKey();

    /** A visitor said yes to at least one purpose. Stored as {@code consent.given/1}. */
    record ConsentGiven(UUID record, String site, String area, List<String> given, List<String> refused, String policyVersion,
            String language, String layer, String method, Instant decidedAt, Instant expiresAt, UUID idempotencyKey)
            implements ConsentEvent {
        public ConsentGiven {
            given = List.copyOf(given);
            refused = List.copyOf(refused);
        }
    }

    /** A visitor said no to everything they were asked. Stored as {@code consent.refused/1}; {@code given} is always empty. */
    record ConsentRefused(UUID record, String site, String area, List<String> given, List<String> refused, String policyVersion,
            String language, String layer, String method, Instant decidedAt, Instant expiresAt, UUID idempotencyKey)
            implements ConsentEvent {
        public ConsentRefused {
            given = List.copyOf(given);
            refused = List.copyOf(refused);
        }
    }

    /**
     * A visitor took back what they had given: by a withdrawal, or by a decision that no longer gives it, which then follows at once
     * under the same idempotency key. Stored as {@code consent.withdrawn/1}.
     *
     * @param purposes      those withdrawn, which had been given and had not expired
     * @param policyVersion in force at that moment
     * @param expiresAt     until when the visitor is not asked again about these purposes
     */
    record ConsentWithdrawn(UUID record, String site, String area, List<String> purposes, String policyVersion, String language,
            Instant withdrawnAt, Instant expiresAt, UUID idempotencyKey) implements ConsentEvent {
        public ConsentWithdrawn {
            purposes = List.copyOf(purposes);
        }
    }
}
