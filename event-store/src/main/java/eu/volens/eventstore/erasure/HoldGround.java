package eu.volens.eventstore.erasure;

/** Why somebody's data must be kept although they might be erased. */
public enum HoldGround {

    /** The establishment, exercise or defence of legal claims, Article 17(3)(e) GDPR. */
    LEGAL_CLAIMS,

    /** A law requires that it is kept, Article 17(3)(b) GDPR. */
    LEGAL_OBLIGATION,

    /** The person wants it kept but not used, Article 18(1) GDPR. */
    RESTRICTION;

    /** For addresses and message keys, such as {@code legal-claims}. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
