package eu.volens.ledger.consent;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.SnapshotTypes;
import eu.volens.eventstore.erasure.PersonEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;

/** The names under which consent events, and snapshots of consent records, rest. */
public final class ConsentEventTypes {

    private ConsentEventTypes() {}

    /** With what happens to persons as a whole. */
    public static EventTypes all() {
        return addTo(PersonEvent.addTo(EventTypes.builder())).build();
    }

    public static EventTypes.Builder addTo(EventTypes.Builder types) {
        return types
                .type("consent.given/1", ConsentGiven.class)
                .type("consent.refused/1", ConsentRefused.class)
                .type("consent.withdrawn/1", ConsentWithdrawn.class);
    }

    public static SnapshotTypes snapshots() {
        return SnapshotTypes.builder()
                .type("consent.snapshot/1", ConsentRecordAggregate.class, ConsentSnapshot.class, ConsentRecordAggregate::snapshot,
                        ConsentRecordAggregate::new)
                .build();
    }
}
