package eu.volens.rights.request;

import java.util.Locale;

/** What the controller answers to one right. */
public enum Ruling {
    /** All that was asked is done. */
    IN_FULL,
    /** A part is refused; leaving something out of a copy is that too (Article 12(4) GDPR). */
    IN_PART,
    /** Nothing is done (Article 12(4) GDPR). */
    REFUSED;

    public boolean isGranted() {
        return this != REFUSED;
    }

    /** The name on the wire and in message keys, such as {@code in-part}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
