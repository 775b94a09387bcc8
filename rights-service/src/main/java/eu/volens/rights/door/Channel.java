package eu.volens.rights.door;

import java.util.Locale;

/** By which door a request came. */
public enum Channel {
    /** To the privacy mailbox. */
    MAIL,
    /** By the form on our own page. */
    FORM,
    /** On paper; entered by the DPO. */
    POST,
    /** By word of mouth; entered by the DPO. */
    TELEPHONE,
    /** From a program of the controller's or of an agent's. */
    API;

    /** The name in events and message keys, such as {@code telephone}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
