package eu.volens.eventstore;

import java.time.Instant;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Assumptions;

class InMemoryEngineTest extends EventStorageEngineContract {

    private final EventStorageEngine engine = new InMemoryEventStorageEngine();

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @Override
    EventStorageEngine engine() {
        return engine;
    }

    /** It knows no instances: what is shared is the object. */
    @Override
    EventStorageEngine another() {
        return engine;
    }

    @Override
    void assumeConflictsAreSeen() {
        Assumptions.abort("Axon's in-memory engine takes any sequence number");
    }

    @Override
    void nowIs(Instant instant) {
        now = instant;
    }

    @Override
    Instant now() {
        return now;
    }
}
