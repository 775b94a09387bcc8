package eu.volens.ledger.register;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A cookie, or whatever else is kept on a visitor's device or loaded to recognise them.
 *
 * @param name      as people read it
 * @param names     what it is recognised and deleted by: exact names, or patterns in which {@code *} stands for any characters; never empty
 * @param provider  the host or company that sets it
 * @param hosts     hosts that set it, their subdomains included; empty for the hosts of the site itself
 * @param recipient id of a {@link ControllerIdentity.Recipient}; empty when the site keeps the data to itself
 * @param purpose   id of a {@link Purpose}
 */
public record Tracker(String name, Kind kind, Party party, List<String> names, String provider, List<String> hosts,
        Optional<String> recipient, String purpose, Lifetime lifetime, Text explanation) {

    public Tracker {
        names = List.copyOf(names);
        hosts = List.copyOf(hosts);
    }

    /** By which technique it works. */
    public enum Kind {
        COOKIE, LOCAL_STORAGE, SESSION_STORAGE, PIXEL;

        /** As it is written in the register and sent: {@code local-storage}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> of(String code) {
            return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
        }
    }

    /** Whose host keeps it, as the browser sees it: that of the page, or another. */
    public enum Party {
        FIRST, THIRD;

        /** As it is written in the register and sent. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Party> of(String code) {
            return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
        }
    }
}
