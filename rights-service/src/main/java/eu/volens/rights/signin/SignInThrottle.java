package eu.volens.rights.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down guessing: after a few failures the next try has to wait, each time twice as long. Counted per account name
 * and address together, and more generously per address alone, so that nobody can lock the DPO out from elsewhere.
 * Kept in memory only: addresses are personal data, and a restart is rarer than any wait here. Safe for many threads.
 */
final class SignInThrottle {
    static final int FAILURES_FREE_PER_NAME = 5;
    static final int FAILURES_FREE_PER_ADDRESS = 20;
    static final Duration WAIT_FIRST = Duration.ofMinutes(1);
    static final Duration WAIT_MAX = Duration.ofMinutes(15);
    static final Duration FORGET_AFTER = Duration.ofHours(1);
    /** Bounds the memory an attacker can make us use; the longest idle count goes first. */
    static final int COUNTS_MAX = 10_000;
    /** Of a submitted name, which may be as long as a form. */
    static final int NAME_CHARS_COUNTED = 61;

    private record Count(int failures, Instant lastAt, Instant blockedUntil) {}

    private final Map<String, Count> counts = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * Asks for one try. A granted try counts as failed until {@link #succeeded} says otherwise, so that many at once
     * are no way around the limit. A refused one does not count.
     *
     * @return how long to wait when refused, empty when granted
     */
    synchronized Optional<Duration> refused(String name, String address, Instant now) {
        var pair = pairKey(name, address);
        var alone = addressKey(address);
        var blockedUntil = later(blockedUntil(pair, now), blockedUntil(alone, now));
        if (blockedUntil.isAfter(now)) {
            return Optional.of(Duration.between(now, blockedUntil));
        }
        count(pair, FAILURES_FREE_PER_NAME, now);
        count(alone, FAILURES_FREE_PER_ADDRESS, now);
        return Optional.empty();
    }

    synchronized void succeeded(String name, String address) {
        counts.remove(pairKey(name, address));
        counts.computeIfPresent(addressKey(address), (key, count) -> count.failures() <= 1
                ? null
                : new Count(count.failures() - 1, count.lastAt(), Instant.EPOCH));
    }

    /** How many counts are kept at the moment. */
    synchronized int counted() {
        return counts.size();
    }

    private Instant blockedUntil(String key, Instant now) {
        var count = counts.get(key);
        if (count == null) {
            return Instant.EPOCH;
        }
        if (count.lastAt().plus(FORGET_AFTER).isBefore(now)) {
            counts.remove(key);
            return Instant.EPOCH;
        }
        return count.blockedUntil();
    }

    private void count(String key, int free, Instant now) {
        var before = counts.get(key);
        int failures = before == null ? 1 : before.failures() + 1;
        counts.put(key, new Count(failures, now, failures < free ? Instant.EPOCH : now.plus(waitAfter(failures - free))));
        if (counts.size() > COUNTS_MAX) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    private static Duration waitAfter(int failuresOver) {
        var wait = WAIT_FIRST.multipliedBy(1L << Math.min(failuresOver, 10));
        return wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String pairKey(String name, String address) {
        var known = Accounts.canonical(name);
        return "name " + known.substring(0, Math.min(known.length(), NAME_CHARS_COUNTED)) + " " + addressKey(address);
    }

    /** One household or company owns a whole IPv6 /64, so it counts as one. */
    private static String addressKey(String address) {
        if (address.indexOf(':') < 0) {
            return "address " + address;
        }
        var groups = address.split("%", 2)[0].split(":", -1);
        return "address " + String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length))) + "::";
    }
}
