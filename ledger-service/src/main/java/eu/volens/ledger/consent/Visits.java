package eu.volens.ledger.consent;

import eu.volens.ledger.address.ClientAddresses;
import eu.volens.ledger.consent.ConsentCommand.Visit;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * From where a choice comes, made so coarse here that nothing finer gets any further: the kind of device, and the address without its end. Only
 * where the controller has decided to keep that.
 */
public final class Visits {

    /** What is kept of where a choice comes from. */
    public enum Keeping { NONE, COARSE }

    private static final int IPV4_BYTES_KEPT = 3;
    private static final int IPV6_BYTES_KEPT = 6;
    private static final Pattern ROBOT = Pattern.compile("bot\\b|crawl|spider|headless|curl/|java/|python|okhttp", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLET = Pattern.compile("ipad|tablet|android(?!.*mobile)|silk", Pattern.CASE_INSENSITIVE);
    private static final Pattern PHONE = Pattern.compile("mobi|iphone|ipod|phone", Pattern.CASE_INSENSITIVE);
    private static final Pattern DESKTOP = Pattern.compile("windows|macintosh|x11|linux|cros", Pattern.CASE_INSENSITIVE);

    private final Keeping keeping;
    private final ClientAddresses clients;

    public Visits(Keeping keeping, ClientAddresses clients) {
        this.keeping = keeping;
        this.clients = clients;
    }

    Optional<Visit> of(HttpServletRequest request) {
        return switch (keeping) {
            case NONE -> Optional.empty();
            case COARSE -> Optional.of(new Visit(device(request.getHeader(HttpHeaders.USER_AGENT)), network(address(request))));
        };
    }

    static String device(@Nullable String userAgent) {
        if (userAgent == null || ROBOT.matcher(userAgent).find()) {
            return userAgent == null ? "other" : "robot";
        }
        if (TABLET.matcher(userAgent).find()) {
            return "tablet";
        }
        return PHONE.matcher(userAgent).find() ? "phone" : DESKTOP.matcher(userAgent).find() ? "desktop" : "other";
    }

    /** Behind a proxy that does not say for whom it asks, the proxy's. */
    private String address(HttpServletRequest request) {
        return clients.of(request).map(InetAddress::getHostAddress).orElse(request.getRemoteAddr());
    }

    /** The address as the server has it is digits, never a name that would have to be looked up. */
    static String network(String address) {
        try {
            var bytes = InetAddress.ofLiteral(address.replaceFirst("%.*", "")).getAddress();
            var kept = bytes.length == 4 ? IPV4_BYTES_KEPT : IPV6_BYTES_KEPT;
            Arrays.fill(bytes, kept, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
        } catch (UnknownHostException | IllegalArgumentException noAddress) {
            return "unknown";
        }
    }
}
