package eu.volens.rights.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final RateLimit limit = new RateLimit(5, Duration.ofMinutes(10));

    @Test
    void soManyInARowAreGrantedAndTheNextHasToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(limit.refused("a", NOW)).isEmpty();
        }

        assertThat(limit.refused("a", NOW)).contains(Duration.ofMinutes(2));
        assertThat(limit.refused("b", NOW)).as("others are not held up").isEmpty();
    }

    @Test
    void whatWasUsedComesBackEvenly() {
        IntStream.range(0, 5).forEach(i -> limit.refused("a", NOW));

        assertThat(limit.refused("a", NOW.plusSeconds(119))).contains(Duration.ofSeconds(1));
        assertThat(limit.refused("a", NOW.plusSeconds(120))).isEmpty();
        assertThat(limit.refused("a", NOW.plusSeconds(121))).as("one came back, not more").isPresent();
    }

    @Test
    void whoIsRefusedDoesNotWaitLongerForHavingTried() {
        IntStream.range(0, 50).forEach(i -> limit.refused("a", NOW));

        assertThat(limit.refused("a", NOW)).contains(Duration.ofMinutes(2));
    }

    @Test
    void manyAddressesDoNotFillTheMemory() {
        IntStream.range(0, RateLimit.KEYS_MAX + 100).forEach(i -> limit.refused("key " + i, NOW));

        assertThat(limit.counted()).isEqualTo(RateLimit.KEYS_MAX);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1", "1001, 2", "119500, 120"})
    void theWaitIsToldInWholeSecondsNeverTooFew(long millis, int seconds) {
        assertThat(RateLimit.retryAfterSeconds(Duration.ofMillis(millis))).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::", "fe80::1%eth0, fe80::1::"})
    void aHouseholdCountsAsOne(String address, String counted) {
        assertThat(ClientAddress.network(address)).isEqualTo(counted);
    }
}
