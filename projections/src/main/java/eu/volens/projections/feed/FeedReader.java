package eu.volens.projections.feed;

import eu.volens.transport.ReaderTransaction;
import eu.volens.transport.WireTransport;
import eu.volens.wire.Topics;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The running subscription to both topics; begins with the application and ends with it. */
@Component
public class FeedReader implements SmartLifecycle {

    /** Reads from the beginning under a name of its own in each generation, so a rebuild needs to know nothing of stored positions. */
    static final String READER_PREFIX = "projections-";

    private final WireTransport transport;
    private final ReaderTransaction transaction;
    private final FeedProgress progress;
    private final Projector projector;
    private volatile WireTransport.@Nullable Subscription subscription;

    FeedReader(WireTransport transport, ReaderTransaction transaction, FeedProgress progress, Projector projector) {
        this.transport = transport;
        this.transaction = transaction;
        this.progress = progress;
        this.projector = projector;
    }

    @Override
    public synchronized void start() {
        if (subscription == null) {
            int generation = progress.generation();
            subscription = transport.subscribe(READER_PREFIX + generation, Set.of(Topics.LEDGER, Topics.RIGHTS), transaction,
                    projector.of(generation));
        }
    }

    /** The batch being handled finishes or rolls back first. */
    @Override
    public synchronized void stop() {
        var running = subscription;
        if (running != null) {
            subscription = null;
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return subscription != null;
    }

    /** Why the read models fall behind, or null when they do not. */
    public @Nullable Exception failure() {
        var running = subscription;
        return running == null ? null : running.failure();
    }
}
