package eu.volens.eventstore;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** Axon's event store over our log, whose streaming processors are woken whenever the log grows, whichever instance appended. */
public final class WokenEventStore extends EmbeddedEventStore {

    private WokenEventStore(Builder builder) {
        super(builder);
    }

    public static WokenEventStore over(PostgresEventStorageEngine engine) {
        WokenEventStore store = new WokenEventStore((Builder) builder().storageEngine(engine).fetchDelay(GrowthWatch.POLL_MILLIS));
        engine.onGrowth(() -> store.afterCommit(List.of()));
        return store;
    }
}
