package eu.volens.rights.request;

import java.util.Locale;

/** What a person can ask for. A request whose right is not understood yet has none of these. */
public enum Right {
    /** Article 15: a copy of the data, with what must be told about them. */
    ACCESS,
    /** Article 16. */
    RECTIFICATION,
    /** Article 17. */
    ERASURE,
    /** Article 18. */
    RESTRICTION,
    /** Article 20: the data in a form that machines read. */
    PORTABILITY,
    /** Article 21. */
    OBJECTION,
    /** Article 7(3): a consent given before is taken back. */
    WITHDRAWAL;

    /** Whether it is answered with a package of data; the others are carried out by whoever holds the data. */
    public boolean isAnsweredWithData() {
        return this == ACCESS || this == PORTABILITY;
    }

    /** The name on the wire and in message keys, such as {@code access}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
