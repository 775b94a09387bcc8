package eu.volens.ledger.consent;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a consent record, as it is stored for ever. Nothing in the open says who the visitor is: the record's id is random, and
 * only the visitor's browser knows it. What does is sealed, under a key that can be destroyed. Shapes are frozen by golden files; a changed
 * shape is a new version beside the old one. Specified in docs/formats/consent-events.md.
 */
public sealed interface ConsentEvent {

    UUID record();

    /**
     * What a visitor was shown.
     *
     * @param configuration SHA-256 of the banner configuration, 64 hexadecimal digits
     * @param issuedAt      when the ledger signed it
     */
    record Snapshot(String configuration, Instant issuedAt) {}

    /**
     * A visitor said yes to at least one purpose. Stored as {@code consent.given/2}.
     *
     * @param snapshot   what was shown, as the ledger had signed it and got it back; absent when it did not, as from a backend
     * @param gpc        whether the browser sent Global Privacy Control; absent in version 1, which did not record it
     * @param clientTime what the visitor's clock said; evidence only
     */
    record ConsentGiven(UUID record, String site, String area, List<String> given, List<String> refused, String policyVersion,
            String language, String layer, String method, @Nullable Snapshot snapshot, @Nullable Boolean gpc, @Nullable Instant clientTime,
            Instant decidedAt, Instant expiresAt, UUID idempotencyKey) implements ConsentEvent {
        public ConsentGiven {
            given = List.copyOf(given);
            refused = List.copyOf(refused);
        }
    }

    /**
     * A visitor said no to everything they were asked. Stored as {@code consent.refused/2}; {@code given} is always empty, the rest as in
     * {@link ConsentGiven}.
     */
    record ConsentRefused(UUID record, String site, String area, List<String> given, List<String> refused, String policyVersion,
            String language, String layer, String method, @Nullable Snapshot snapshot, @Nullable Boolean gpc, @Nullable Instant clientTime,
            Instant decidedAt, Instant expiresAt, UUID idempotencyKey) implements ConsentEvent {
        public ConsentRefused {
            given = List.copyOf(given);
            refused = List.copyOf(refused);
        }
    }

    /**
     * A visitor took back what they had given: by a withdrawal, or by a decision that no longer gives it, which then follows at once
     * under the same idempotency key. Stored as {@code consent.withdrawn/2}.
     *
     * @param purposes      those withdrawn, which had been given and had not expired
     * @param policyVersion in force at that moment
     * @param expiresAt     until when the visitor is not asked again about these purposes
     */
    record ConsentWithdrawn(UUID record, String site, String area, List<String> purposes, String policyVersion, String language,
            @Nullable Boolean gpc, @Nullable Instant clientTime, Instant withdrawnAt, Instant expiresAt, UUID idempotencyKey)
            implements ConsentEvent {
        public ConsentWithdrawn {
            purposes = List.copyOf(purposes);
        }
    }

    /**
     * A choice that a visitor made elsewhere, and that is honoured here. Attested by whoever sent it: nothing of it was shown or recorded by us,
     * so it proves nothing but that it was told. Stored as {@code consent.attested/1}.
     *
     * @param policyVersion to whose purposes it was carried over
     * @param source        whose banner it was
     * @param said          their categories that were accepted
     * @param sourceVersion of their consent, as they count
     * @param region        where they thought the visitor was
     * @param chosenAt      when, as they say; never after {@code attestedAt}
     */
    record ForeignChoiceAttested(UUID record, String site, String area, List<String> given, List<String> refused, String policyVersion,
            String language, String source, List<String> said, @Nullable Integer sourceVersion, @Nullable String region, boolean gpc,
            @Nullable Instant clientTime, Instant chosenAt, Instant attestedAt, Instant expiresAt, UUID idempotencyKey) implements ConsentEvent {
        public ForeignChoiceAttested {
            given = List.copyOf(given);
            refused = List.copyOf(refused);
            said = List.copyOf(said);
        }
    }

    /**
     * What is kept, sealed, of the moment of the decision or withdrawal under the same idempotency key. Stored as {@code consent.evidence-kept/1}.
     *
     * @param person of the record, see {@link RecordPerson}
     */
    record EvidenceKept(UUID record, PersonId person, Personal<Kept> evidence, UUID idempotencyKey, Instant keptAt) implements ConsentEvent {}

    /**
     * @param device  kind of device
     * @param network address without its end
     * @param stamp   of a foreign choice, in the log of whoever recorded it
     */
    record Kept(@Nullable String device, @Nullable String network, @Nullable String stamp) {}

    /**
     * The latest word on these purposes has run out, yes or no, and they are asked about again. Recorded when the record is next touched; whether a
     * word holds never depends on it. Stored as {@code consent.expired/1}.
     *
     * @param expiredAt when they ran out
     */
    record ConsentExpired(UUID record, String site, List<String> purposes, Instant expiredAt, Instant notedAt) implements ConsentEvent {
        public ConsentExpired {
            purposes = List.copyOf(purposes);
        }
    }

    /**
     * A backend knows whose record this is. Stored as {@code consent.linked/1}.
     *
     * @param kind  {@code customer} or {@code mail}
     * @param link  id of the link, which is the idempotency key of the command
     */
    record RecordLinked(UUID record, PersonId person, String kind, Personal<String> value, UUID link, Instant linkedAt) implements ConsentEvent {}

    /** That is taken back. Stored as {@code consent.unlinked/1}. */
    record RecordUnlinked(UUID record, String kind, UUID link, UUID idempotencyKey, Instant unlinkedAt) implements ConsentEvent {}
}
