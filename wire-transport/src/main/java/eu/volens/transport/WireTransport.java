package eu.volens.transport;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries wire events between services.
 *
 * <p>Delivery: in the order of positions within a stream; every record at least once, and effectively once for readers, because
 * their position moves in the same database transaction as what they write. A crash at any point loses nothing.
 */
public interface WireTransport extends AutoCloseable {

    /** Makes a service's log readable under a topic. Offered once per topic and process. Returns at once; ends with {@link #close}. */
    void offer(String topic, WireFeed feed);

    /**
     * Starts delivering topics to a reader, from the position it has stored, or from the beginning.
     *
     * @param reader stable name; two readers with different names each get everything
     * @return closed to stop; the batch being handled finishes or rolls back first
     */
    Subscription subscribe(String reader, Set<String> topics, ReaderTransaction transaction, WireHandler handler);

    /**
     * The last failure of carrying offered logs away, until it goes on; null when all is well. For health checks of writers: their log
     * grows on undisturbed, and what it holds is carried later.
     */
    default @Nullable Exception failure() {
        return null;
    }

    /** Ends what was offered and subscribed, as if each subscription were closed. */
    @Override
    void close();

    /** A running delivery. */
    interface Subscription extends AutoCloseable {

        /** The last failure of the handler or the transport, until a later batch succeeds; null when all is well. For health checks. */
        @Nullable Exception failure();

        @Override
        void close();
    }
}
