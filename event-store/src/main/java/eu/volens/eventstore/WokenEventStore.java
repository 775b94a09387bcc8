package eu.volens.eventstore;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/**
 * Axon's event store over our log, whose streaming processors are woken whenever the log grows, whichever instance appended, and which
 * loads an aggregate with one query whether or not it has a snapshot.
 */
public final class WokenEventStore extends EmbeddedEventStore {

    private final PostgresEventStorageEngine engine;

    private WokenEventStore(PostgresEventStorageEngine engine) {
        super((Builder) builder().storageEngine(engine).fetchDelay(GrowthWatch.POLL_MILLIS));
        this.engine = engine;
    }

    public static WokenEventStore over(PostgresEventStorageEngine engine) {
        WokenEventStore store = new WokenEventStore(engine);
        engine.onGrowth(() -> store.afterCommit(List.of()));
        return store;
    }

    /** As Axon's, which would ask for the snapshot first: also what this unit of work has applied and not yet stored. */
    @Override
    public DomainEventStream readEvents(String aggregateIdentifier) {
        return DomainEventStream.concat(engine.readShortened(aggregateIdentifier),
                DomainEventStream.of(stagedDomainEventMessages(aggregateIdentifier)));
    }
}
