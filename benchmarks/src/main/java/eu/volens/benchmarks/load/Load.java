package eu.volens.benchmarks.load;

import java.util.List;
import java.util.UUID;

/**
 * What came of a load.
 *
 * @param acknowledged all that was acknowledged, also after the time was over
 * @param inTime       decisions acknowledged within the time
 * @param refused      requests that the server was too busy for
 * @param unsent       requests that were due while no connection was free
 * @param seconds      the time
 * @param untilDrained seconds until the last answer was there
 */
public record Load(List<Acknowledged> acknowledged, long inTime, long refused, long unsent, double seconds, double untilDrained) {

    /** @param dueNanos when it was to be sent, {@code System.nanoTime()} @param nanos when its answer was there */
    public record Acknowledged(List<UUID> records, long dueNanos, long nanos) {}

    /** Decisions per second. */
    public double rate() {
        return inTime / seconds;
    }

    /** Decisions per second, from the first request to the last answer: what is done while more waits than can be done. */
    public double goodput() {
        return decisions() / untilDrained;
    }

    public long decisions() {
        return acknowledged.stream().mapToLong(each -> each.records().size()).sum();
    }

    public long[] latencyNanos() {
        return acknowledged.stream().mapToLong(each -> each.nanos() - each.dueNanos()).toArray();
    }
}
