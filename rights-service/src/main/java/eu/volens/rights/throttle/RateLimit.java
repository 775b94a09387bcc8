package eu.volens.rights.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * So many times in a row, and then only as often as that many fit into the time: an allowance that fills up evenly. Each instance of the
 * service counts for itself, and a restart forgets. Safe for many threads.
 */
public final class RateLimit {

    /** Bounds the memory that somebody with many addresses can make us use; who has been quiet longest is forgotten first. */
    static final int KEYS_MAX = 10_000;

    private final Duration each;
    private final Duration whole;
    /** When everything that was used will have come back. */
    private final Map<String, Instant> fullAgainAt = new LinkedHashMap<>(64, 0.75f, true);

    /** @param timesMax in a row, and in any {@code within} after that */
    public RateLimit(int timesMax, Duration within) {
        this.each = within.dividedBy(timesMax);
        this.whole = each.multipliedBy(timesMax);
    }

    /**
     * Asks for one time. A refused one does not count.
     *
     * @param key whom or what it is counted for
     * @return how long to wait when refused, at least a second; empty when granted
     */
    public synchronized Optional<Duration> refused(String key, Instant now) {
        Instant known = fullAgainAt.getOrDefault(key, now);
        Instant next = (known.isBefore(now) ? now : known).plus(each);
        Duration over = Duration.between(now.plus(whole), next);
        if (over.isPositive()) {
            return Optional.of(over.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : over);
        }
        fullAgainAt.put(key, next);
        if (fullAgainAt.size() > KEYS_MAX) {
            fullAgainAt.remove(fullAgainAt.keySet().iterator().next());
        }
        return Optional.empty();
    }

    /** For how many it counts at the moment. */
    synchronized int counted() {
        return fullAgainAt.size();
    }

    /** Seconds for the header {@code Retry-After}, rounded up. */
    public static int retryAfterSeconds(Duration wait) {
        return (int) Math.clamp(wait.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE);
    }
}
