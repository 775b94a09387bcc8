package eu.volens.ledger.consent;

import eu.volens.eventstore.EventTypes;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;

/** The names under which consent events rest. */
public final class ConsentEventTypes {

    private ConsentEventTypes() {}

    public static EventTypes all() {
        return EventTypes.builder()
                .type("consent.given/1", ConsentGiven.class)
                .type("consent.refused/1", ConsentRefused.class)
                .type("consent.withdrawn/1", ConsentWithdrawn.class)
                .build();
    }
}
