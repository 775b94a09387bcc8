package eu.volens.ledger.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

    private final ClientAddresses clients = ClientAddresses.behind(List.of("127.0.0.0/8", "10.0.0.0/8", "::1", "fc00::/7"));

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "192.0.2.7,          \"\",                              192.0.2.7",
        "127.0.0.1,          192.0.2.7,                         192.0.2.7",
        "127.0.0.1,          \"198.51.100.9, 192.0.2.7\",       192.0.2.7",
        "127.0.0.1,          \"192.0.2.7, 10.1.2.3\",           192.0.2.7",
        "::1,                2001:db8:1:2::3,                   2001:db8:1:2:0:0:0:3",
        "fd12::5,            [2001:db8::3]:4711,                2001:db8:0:0:0:0:0:3",
        "127.0.0.1,          192.0.2.7:4711,                    192.0.2.7",
        "::ffff:127.0.0.1,   192.0.2.7,                         192.0.2.7",
        "fe80::1%eth0,       \"\",                              fe80:0:0:0:0:0:0:1"})
    void whoAskedFirstIsFoundBehindTrustedProxies(String peer, String forwardedFor, String client) {
        assertThat(clients.of(peer, headers(forwardedFor)).orElseThrow().getHostAddress()).isEqualTo(client);
    }

    @Test
    void whatAnybodyElseWritesIsNotBelieved() {
        assertThat(clients.of("192.0.2.7", List.of("198.51.100.9")).orElseThrow().getHostAddress()).isEqualTo("192.0.2.7");
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(clients.of("127.0.0.1", List.of("198.51.100.9, 192.0.2.7", "10.0.0.8")).orElseThrow().getHostAddress()).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "_hidden", "volens.example", ","})
    void aTrustedProxyThatDoesNotSayForWhomAsksForNobodyInParticular(String forwardedFor) {
        assertThat(clients.of("127.0.0.1", headers(forwardedFor))).isEmpty();
    }

    @Test
    void someoneInsideIsThemselvesWhateverTheyWriteBeforeTheirAddress() {
        assertThat(clients.of("127.0.0.1", List.of("nonsense, 10.0.0.8")).orElseThrow().getHostAddress()).isEqualTo("10.0.0.8");
    }

    @Test
    void aListWithoutEndIsNotReadToItsEnd() {
        var endless = "192.0.2.7," + "10.0.0.8,".repeat(5_000);
        assertThat(clients.of("127.0.0.1", List.of(endless)).orElseThrow().getHostAddress()).isEqualTo("10.0.0.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "proxy.example", "", "::1/129", "10.0.0.0/x"})
    void aRangeThatIsNoneIsRefused(String range) {
        assertThatThrownBy(() -> ClientAddresses.behind(List.of(range))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRangeEndsWhereItsBitsEnd() {
        var narrow = AddressRange.parse("172.16.0.0/12");
        assertThat(Stream.of("172.16.0.0", "172.31.255.255", "172.32.0.0", "172.15.255.255", "::ac10:1")
                .filter(it -> narrow.contains(InetAddress.ofLiteral(it)))).containsExactly("172.16.0.0", "172.31.255.255");
    }

    private static List<String> headers(String forwardedFor) {
        return forwardedFor.isEmpty() ? List.of() : List.of(forwardedFor);
    }
}
