package eu.volens.rights.request;

/** Who took a step. */
public enum Actor {
    /** The person whose request it is. */
    PERSON,
    /** Volens itself. */
    SYSTEM,
    /** The data protection officer or an agent of theirs, signed in. */
    DPO;

    /** The name on the wire, such as {@code person}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
