package eu.volens.rights.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private static final String HOME = "192.0.2.7";

    private final SignInThrottle throttle = new SignInThrottle();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void fiveTriesAreFreeAndTheSixthWaitsAMinute() {
        for (int i = 0; i < 5; i++) {
            assertThat(attempt("dpo", HOME)).isEmpty();
        }

        assertThat(attempt("dpo", HOME)).contains(Duration.ofMinutes(1));
    }

    @Test
    void eachFurtherFailureWaitsTwiceAsLongUpToAQuarterOfAnHour() {
        fail(5, "dpo", HOME);
        for (long minutes : new long[] {1, 2, 4, 8, 15, 15}) {
            assertThat(attempt("dpo", HOME)).contains(Duration.ofMinutes(minutes));
            now = now.plus(Duration.ofMinutes(minutes));
            assertThat(attempt("dpo", HOME)).isEmpty();
        }
    }

    @Test
    void waitingTriesDoNotProlongTheWait() {
        fail(5, "dpo", HOME);
        now = now.plusSeconds(30);
        for (int i = 0; i < 50; i++) {
            attempt("dpo", HOME);
        }

        assertThat(attempt("dpo", HOME)).contains(Duration.ofSeconds(30));
    }

    @Test
    void theNameCountsHoweverItIsTyped() {
        fail(3, "dpo", HOME);
        fail(2, "  DPO ", HOME);

        assertThat(attempt("Dpo", HOME)).isPresent();
    }

    @Test
    void ofANameWithoutEndOnlyTheBeginningIsKept() {
        String beginning = "x".repeat(SignInThrottle.NAME_CHARS_COUNTED);
        fail(5, beginning + "a".repeat(1_000_000), HOME);

        assertThat(attempt(beginning + "b", HOME)).isPresent();
    }

    @Test
    void nobodyLocksTheAccountFromElsewhere() {
        fail(5, "dpo", "203.0.113.9");

        assertThat(attempt("dpo", HOME)).isEmpty();
    }

    @Test
    void oneAddressGetsTwentyTriesWhateverTheNames() {
        for (int i = 0; i < 20; i++) {
            assertThat(attempt("name" + i, HOME)).isEmpty();
        }

        assertThat(attempt("another", HOME)).isPresent();
    }

    @Test
    void neighboursInOneIpv6NetworkCountAsOne() {
        for (int i = 0; i < 20; i++) {
            attempt("name" + i, "2001:db8:1:2:0:0:0:" + i);
        }

        assertThat(attempt("another", "2001:db8:1:2:ffff:0:0:1")).isPresent();
        assertThat(attempt("another", "2001:db8:1:3:ffff:0:0:1")).isEmpty();
    }

    @Test
    void successForgetsTheFailuresOfThatNameThere() {
        fail(4, "dpo", HOME);
        throttle.succeeded("dpo", HOME);
        fail(4, "dpo", HOME);

        assertThat(attempt("dpo", HOME)).isEmpty();
    }

    @Test
    void failuresAreForgottenAfterAnHour() {
        fail(5, "dpo", HOME);
        now = now.plus(Duration.ofMinutes(61));
        fail(4, "dpo", HOME);

        assertThat(attempt("dpo", HOME)).isEmpty();
    }

    @Test
    void aFloodOfNamesAndAddressesTakesNoEndlessMemory() {
        for (int i = 0; i < 3 * SignInThrottle.COUNTS_MAX; i++) {
            attempt("name" + i, "198.51." + (i / 250 % 250) + "." + i % 250 + "-" + i);
        }

        assertThat(throttle.counted()).isLessThanOrEqualTo(SignInThrottle.COUNTS_MAX);
    }

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(attempt(name, address)).isEmpty();
        }
    }

    private Optional<Duration> attempt(String name, String address) {
        return throttle.refused(name, address, now);
    }
}
