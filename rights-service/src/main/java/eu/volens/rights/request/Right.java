package eu.volens.rights.request;

/** What a person can ask for under Chapter III GDPR. A request whose right is not understood yet has none of these. */
public enum Right {
    /** Article 15. */
    ACCESS,
    /** Article 16. */
    RECTIFICATION,
    /** Article 17. */
    ERASURE,
    /** Article 18. */
    RESTRICTION,
    /** Article 20. */
    PORTABILITY,
    /** Article 21. */
    OBJECTION;

    /** The name on the wire and in message keys, such as {@code access}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
