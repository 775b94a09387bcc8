package eu.volens.ledger.foreign;

import eu.volens.eventstore.EventTypes;
import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;

/** The names under which foreign evidence rests. */
public final class ForeignEventTypes {

    private ForeignEventTypes() {}

    public static EventTypes.Builder addTo(EventTypes.Builder types) {
        return types.type("foreign-consent.imported/1", ForeignConsentImported.class);
    }
}
