package eu.volens.eventstore;

import java.util.List;

/** The log as readers see it. Only committed events are visible, and never a position before all positions below it. Safe for many threads. */
public interface EventLog {

    /** Up to {@code max} events with positions above {@code after}, in order. */
    List<RecordedEvent> read(long after, int max);

    /** All events of one stream, in order; empty for an unknown stream. */
    List<RecordedEvent> stream(String stream);

    /** The highest position, 0 for an empty log. */
    long head();

    /**
     * Calls back, on a thread of the log, when it has grown: at once after a commit of this instance, within a quarter of a second after
     * another's. Several growths may become one call. Must return quickly.
     */
    void onGrowth(Runnable wake);
}
