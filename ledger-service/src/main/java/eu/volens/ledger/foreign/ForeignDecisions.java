package eu.volens.ledger.foreign;

import eu.volens.ledger.foreign.ForeignCommand.ImportForeignConsent;
import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import java.util.Optional;

/** What a row leads to, given what is known of its stamp. Pure. */
final class ForeignDecisions {

    private ForeignDecisions() {}

    /** @return empty when the row is known already */
    static Optional<ForeignEvent> decide(ForeignState state, ForeignCommand command) {
        return switch (command) {
            case ImportForeignConsent it when state.rows().contains(new ForeignState.Row(it.consentedAt(), it.categories())) -> Optional.empty();
            case ImportForeignConsent it -> Optional.of(new ForeignConsentImported(it.stream(), it.site(), it.source(), it.stamp(),
                    it.consentedAt(), it.categories(), it.given(), it.refused(), it.policyVersion(), it.fileSha256(), it.line(), it.at()));
        };
    }
}
