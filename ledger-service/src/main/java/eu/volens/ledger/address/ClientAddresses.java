package eu.volens.ledger.address;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whose request it is. A reverse proxy tells in {@code X-Forwarded-For} for whom it asks, each proxy adding who asked it at the end; anybody can
 * write such a header, so only what a trusted proxy has added is believed.
 */
public final class ClientAddresses {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    /** Nobody stands behind as many proxies; who sends more has made them up. */
    private static final int HOPS_MAX = 32;

    private final List<AddressRange> trusted;

    private ClientAddresses(List<AddressRange> trusted) {
        this.trusted = trusted;
    }

    /**
     * @param trustedProxies addresses, and ranges in CIDR notation
     * @throws IllegalArgumentException when one of them is neither; says what is wrong
     */
    public static ClientAddresses behind(List<String> trustedProxies) {
        return new ClientAddresses(trustedProxies.stream().map(AddressRange::parse).toList());
    }

    /** Who asked; empty when a trusted proxy asks and does not say for whom. */
    public Optional<InetAddress> of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), Collections.list(request.getHeaders(FORWARDED_FOR)));
    }

    Optional<InetAddress> of(String peer, List<String> forwardedFor) {
        var asking = address(peer);
        if (asking.isEmpty() || !isTrusted(asking.get())) {
            return asking;
        }
        var hops = hops(forwardedFor);
        Optional<InetAddress> farthest = Optional.empty();
        for (var hop : hops.reversed().subList(0, Math.min(hops.size(), HOPS_MAX))) {
            var address = address(hop);
            if (address.isEmpty()) {
                return farthest;
            }
            farthest = address;
            if (!isTrusted(address.get())) {
                return address;
            }
        }
        return farthest;
    }

    private static List<String> hops(List<String> headers) {
        var hops = new ArrayList<String>();
        headers.forEach(header -> hops.addAll(List.of(header.split(","))));
        return hops;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(it -> it.contains(address));
    }

    /** Digits, as proxies write them: with or without brackets, port, or the name of a network card. Never looked up. */
    private static Optional<InetAddress> address(String written) {
        var bare = written.strip().replaceFirst("^\\[([^]]*)](:\\d+)?$", "$1").replaceFirst("^([0-9.]+):\\d+$", "$1").replaceFirst("%.*", "");
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
