package eu.volens.rights.request;

import java.util.Locale;

/** Why it may not be the person who writes (Article 12(6) GDPR asks for reasonable doubts). Urgency of tone is none. */
public enum Doubt {
    /** The address is one or two signs from that of somebody known, or looks the same in other letters. */
    LOOKALIKE_ADDRESS(false),
    /** The name shown is, or holds, an address other than the one that wrote. */
    NAME_SHOWS_OTHER_ADDRESS(false),
    /** Answers are asked to another address. */
    REPLY_ELSEWHERE(true),
    /** The mail server that took the message in says that SPF, DKIM or DMARC failed (RFC 8601). */
    SENDER_NOT_AUTHENTICATED(true),
    /** The address of a known person changed a short while ago. */
    ADDRESS_CHANGED_LATELY(false),
    /** Somebody writes for another person and shows no mandate. */
    NO_MANDATE(false);

    private final boolean settledByLink;

    Doubt(boolean settledByLink) {
        this.settledByLink = settledByLink;
    }

    /** Whether it is gone once the link sent to the address that wrote was used: that proves who reads there, and no more. */
    public boolean isSettledByLink() {
        return settledByLink;
    }

    /** The name on the wire and in message keys, such as {@code reply-elsewhere}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
