package eu.volens.ledger.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.ledger.rate.RateLimits.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final InetAddress OFFICE = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.9");
    private static final Allowance NONE = new Allowance(0, 0);

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimits limits = new RateLimits(new Allowance(5, 60), new Allowance(3, 120), new Allowance(4, 120), nanos::get);

    @Test
    void anAddressHasItsBurstAndThenWaitsForTheNext() {
        assertThat(taken(OFFICE, Kind.WRITE)).isEqualTo(3);
        assertThat(limits.take(OFFICE, Kind.WRITE)).contains(Duration.ofMillis(500));
    }

    @Test
    void whatComesBackCanBeUsedAndNoMore() {
        taken(OFFICE, Kind.WRITE);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken(OFFICE, Kind.WRITE)).isEqualTo(2);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken(OFFICE, Kind.WRITE)).isEqualTo(3);
    }

    @Test
    void waitingAsLongAsToldIsEnough() {
        taken(OFFICE, Kind.WRITE);
        nanos.addAndGet(limits.take(OFFICE, Kind.WRITE).orElseThrow().toNanos());
        assertThat(limits.take(OFFICE, Kind.WRITE)).isEmpty();
    }

    @Test
    void whoeverReadsALotTakesNothingFromThoseWhoRefuse() {
        assertThat(taken(OFFICE, Kind.READ)).isEqualTo(5);
        assertThat(taken(OFFICE, Kind.WRITE)).isEqualTo(3);
    }

    @Test
    void oneAddressTakesNothingFromAnother() {
        taken(OFFICE, Kind.WRITE);
        assertThat(taken(HOME, Kind.WRITE)).isEqualTo(3);
    }

    @Test
    void theAddressesOfOneNetworkOfTheNewerKindAreOne() {
        assertThat(taken(InetAddress.ofLiteral("2001:db8:1:2::1"), Kind.WRITE)).isEqualTo(3);
        assertThat(limits.take(InetAddress.ofLiteral("2001:db8:1:2:ffff:ffff:ffff:ffff"), Kind.WRITE)).isPresent();
        assertThat(limits.take(InetAddress.ofLiteral("2001:db8:1:3::1"), Kind.WRITE)).isEmpty();
    }

    @Test
    void aKeyHasAnAllowanceOfItsOwn() {
        for (int at = 0; at < 4; at++) {
            assertThat(limits.take("crm")).isEmpty();
        }
        assertThat(limits.take("crm")).contains(Duration.ofMillis(500));
        assertThat(limits.take("shop")).isEmpty();
        assertThat(taken(OFFICE, Kind.WRITE)).isEqualTo(3);
    }

    @Test
    void zeroIsNoLimit() {
        var open = new RateLimits(NONE, NONE, NONE, nanos::get);
        for (int at = 0; at < 10_000; at++) {
            assertThat(open.take(OFFICE, Kind.WRITE)).isEmpty();
        }
        assertThat(open.remembered()).isZero();
    }

    @Test
    void howManyAddressesAskDoesNotMatterToMemory() {
        for (int at = 0; at < RateLimits.REMEMBERED_MAX + 50_000; at++) {
            limits.take(InetAddress.ofLiteral("2001:db8:" + Integer.toHexString(at >> 16) + ":" + Integer.toHexString(at & 0xffff) + "::1"), Kind.READ);
        }
        assertThat(limits.remembered()).isLessThanOrEqualTo(RateLimits.REMEMBERED_MAX);
    }

    @Test
    void whoHasNotAskedForAWhileIsForgotten() {
        limits.take(OFFICE, Kind.READ);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(limits.remembered()).isZero();
    }

    @Test
    void anAllowanceThatNeverLetsAnybodyInIsRefused() {
        assertThatThrownBy(() -> new Allowance(0, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private int taken(InetAddress address, Kind kind) {
        int taken = 0;
        while (limits.take(address, kind).isEmpty()) {
            taken++;
        }
        return taken;
    }
}
