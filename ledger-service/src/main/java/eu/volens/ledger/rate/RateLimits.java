package eu.volens.ledger.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Counts requests by who sends them, in the memory of this process: nothing of it is stored, and each instance counts for itself. Safe for many
 * threads. What is forgotten for want of room begins anew with a full allowance, so crowding others out of memory harms nobody.
 */
public final class RateLimits {

    /** For each kind of request its own allowance: whoever reads a lot takes nothing from those who choose, refuse or take back. */
    public enum Kind { READ, WRITE }

    /** With about 300 bytes for each, some 30 MB at most. */
    public static final int REMEMBERED_MAX = 100_000;
    /** A provider gives a household or a phone a /64 at least: all addresses in it are one. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Allowance reads;
    private final Allowance writes;
    private final Allowance perKey;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    /**
     * @param reads  of an address, what only asks
     * @param writes of an address, what may record something
     * @param perKey of a backend, everything
     * @param nanos  a time that only goes forward
     */
    public RateLimits(Allowance reads, Allowance writes, Allowance perKey, LongSupplier nanos) {
        this.reads = reads;
        this.writes = writes;
        this.perKey = perKey;
        this.time = new Ticks(nanos);
        this.buckets = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).ticker(nanos::getAsLong)
                .expireAfterAccess(Stream.of(reads, writes, perKey).map(Allowance::filledAfter).max(Comparator.naturalOrder()).orElseThrow().plusSeconds(1))
                .build();
    }

    /** Takes one request from an address's allowance; says how long to wait when there is none left. */
    public Optional<Duration> take(InetAddress address, Kind kind) {
        return take(switch (kind) {
            case READ -> reads;
            case WRITE -> writes;
        }, kind + " " + network(address));
    }

    /** Takes one request from a backend's allowance; says how long to wait when there is none left. */
    public Optional<Duration> take(String keyName) {
        return take(perKey, "KEY " + keyName);
    }

    private Optional<Duration> take(Allowance allowance, String whose) {
        if (!allowance.isLimit()) {
            return Optional.empty();
        }
        var taken = buckets.get(whose, _ -> full(allowance)).tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    private Bucket full(Allowance allowance) {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(allowance.burst()).refillGreedy(allowance.perMinute(), Duration.ofMinutes(1))).build();
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES)) : address.getHostAddress();
    }

    /** How many are remembered now. */
    long remembered() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private record Ticks(LongSupplier nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
