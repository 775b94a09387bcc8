package eu.volens.ledger.wire;

import eu.volens.ledger.consent.ConsentEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent;

/** Stored events to wire events. Every consent event is told; idempotency keys stay inside. */
final class LedgerTranslator {

    private LedgerTranslator() {}

    static WireEvent translate(ConsentEvent event) {
        return switch (event) {
            case ConsentGiven it -> new WireEvent.ConsentDecided(it.record(), it.site(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.language(), it.layer(), it.method(), it.decidedAt(), it.expiresAt());
            case ConsentRefused it -> new WireEvent.ConsentDecided(it.record(), it.site(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.language(), it.layer(), it.method(), it.decidedAt(), it.expiresAt());
            case ConsentWithdrawn it -> new WireEvent.ConsentWithdrawn(it.record(), it.site(), it.area(), it.purposes(),
                    it.policyVersion(), it.withdrawnAt());
        };
    }
}
