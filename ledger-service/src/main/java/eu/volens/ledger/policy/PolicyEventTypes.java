package eu.volens.ledger.policy;

import eu.volens.eventstore.EventTypes;
import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;

/** The names under which policy events rest. */
public final class PolicyEventTypes {

    private PolicyEventTypes() {}

    public static EventTypes.Builder addTo(EventTypes.Builder types) {
        return types.type("policy.published/1", PolicyPublished.class);
    }
}
