package eu.volens.transport;

import eu.volens.wire.WireRecord;
import java.util.List;

/**
 * A service's log, translated into wire events: what a {@link WireTransport} reads from the writer's side.
 * The log itself is the outbox; nothing is stored twice to be sent.
 */
public interface WireFeed {

    /** @param records what the read stretch of the log has to tell, in rising positions; may be empty
     *  @param upTo    position of the last stored event looked at, or the given {@code after} when there was none */
    record Page(List<WireRecord> records, long upTo) {}

    /**
     * The next stretch of the log. Deterministic: the same stretch always gives the same records. Safe for many threads.
     *
     * @param after position after which to read; 0 for the beginning
     * @param max   most stored events to look at
     */
    Page read(long after, int max);

    /** Asks to be told, on any thread and cheaply, that the log has probably grown. Missed wake-ups are harmless: readers also poll. */
    void onGrowth(Runnable wake);
}
