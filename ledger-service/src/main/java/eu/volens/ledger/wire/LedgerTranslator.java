package eu.volens.ledger.wire;

import eu.volens.ledger.consent.ConsentEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import eu.volens.ledger.policy.PolicyEvent;
import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import eu.volens.wire.WireEvent;
import java.util.Optional;

/** Stored events to wire events: every choice, that it ran out, and which policy is in force. Who a visitor is, evidence and idempotency keys stay inside. */
final class LedgerTranslator {

    private LedgerTranslator() {}

    static WireEvent translate(PolicyEvent event) {
        return switch (event) {
            case PolicyPublished it -> new WireEvent.PolicyPublished(it.site(), it.version(), it.change(), it.publishedAt());
        };
    }

    static Optional<WireEvent> translate(ConsentEvent event) {
        return switch (event) {
            case ConsentGiven it -> Optional.of(new WireEvent.ConsentDecided(it.record(), it.site(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.language(), it.layer(), it.method(), it.decidedAt(), it.expiresAt()));
            case ConsentRefused it -> Optional.of(new WireEvent.ConsentDecided(it.record(), it.site(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.language(), it.layer(), it.method(), it.decidedAt(), it.expiresAt()));
            case ForeignChoiceAttested it -> Optional.of(new WireEvent.ConsentDecided(it.record(), it.site(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.language(), "first", "foreign", it.chosenAt(), it.expiresAt()));
            case ConsentWithdrawn it -> Optional.of(new WireEvent.ConsentWithdrawn(it.record(), it.site(), it.area(), it.purposes(),
                    it.policyVersion(), it.withdrawnAt(), it.expiresAt()));
            case ConsentExpired it -> Optional.of(new WireEvent.ConsentExpired(it.record(), it.site(), it.purposes(), it.expiredAt()));
            case EvidenceKept _, RecordLinked _, RecordUnlinked _ -> Optional.empty();
        };
    }
}
