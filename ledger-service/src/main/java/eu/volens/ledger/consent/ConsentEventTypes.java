package eu.volens.ledger.consent;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.SnapshotTypes;
import eu.volens.eventstore.erasure.PersonEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;

/** The names under which consent events, and snapshots of consent records, rest. */
public final class ConsentEventTypes {

    private ConsentEventTypes() {}

    /** With what happens to persons as a whole. */
    public static EventTypes all() {
        return addTo(PersonEvent.addTo(EventTypes.builder())).build();
    }

    public static EventTypes.Builder addTo(EventTypes.Builder types) {
        return types
                .type("consent.given/2", ConsentGiven.class).formerly("consent.given/1", ConsentGiven.class)
                .type("consent.refused/2", ConsentRefused.class).formerly("consent.refused/1", ConsentRefused.class)
                .type("consent.withdrawn/2", ConsentWithdrawn.class).formerly("consent.withdrawn/1", ConsentWithdrawn.class)
                .type("consent.attested/1", ForeignChoiceAttested.class)
                .type("consent.evidence-kept/1", EvidenceKept.class)
                .type("consent.expired/1", ConsentExpired.class)
                .type("consent.linked/1", RecordLinked.class)
                .type("consent.unlinked/1", RecordUnlinked.class);
    }

    public static SnapshotTypes snapshots() {
        return SnapshotTypes.builder()
                .type("consent.snapshot/2", ConsentRecordAggregate.class, ConsentSnapshot.class, ConsentRecordAggregate::snapshot,
                        ConsentRecordAggregate::new)
                .build();
    }
}
