package eu.volens.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitsTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0/48",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/48",
        "::ffff:192.0.2.77, 192.0.2.0/24",
        "somebody.example, unknown",
        "'', unknown"})
    void anAddressLosesItsEnd(String address, String network) {
        assertThat(Visits.network(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({
        "'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36', desktop",
        "'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', desktop",
        "'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', phone",
        "'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', phone",
        "'Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', tablet",
        "'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15', tablet",
        "'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', robot",
        "something, other",
        ", other"})
    void ofADeviceOnlyItsKindIsKept(@Nullable String userAgent, String device) {
        assertThat(Visits.device(userAgent)).isEqualTo(device);
    }

    @Test
    void aLongUserAgentIsReadInNoTime() {
        assertThat(Visits.device("android ".repeat(1_000) + "x".repeat(8_000))).isEqualTo("tablet");
    }
}
