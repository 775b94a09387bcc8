package eu.volens.rights.throttle;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/** Who is counted as one: an address, or the whole /64 of IPv6 that one household or company owns. */
public final class ClientAddress {

    private static final int IPV6_GROUPS_OF_ONE_OWNER = 4;

    private ClientAddress() {}

    /** Behind a proxy, {@code server.forward-headers-strategy} makes it the client's own. */
    public static String of(HttpServletRequest request) {
        return network(request.getRemoteAddr());
    }

    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split("%", 2)[0].split(":", -1);
        return String.join(":", Arrays.copyOf(groups, Math.min(IPV6_GROUPS_OF_ONE_OWNER, groups.length))) + "::";
    }
}
