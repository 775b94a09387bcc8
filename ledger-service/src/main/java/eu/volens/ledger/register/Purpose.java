package eu.volens.ledger.register;

/** Why something is kept on a visitor's device. */
public record Purpose(String id, Basis basis, Text name, Text explanation) {

    /** What makes a purpose lawful (Article 6(1) GDPR). */
    public enum Basis { LEGITIMATE_INTEREST, CONSENT }

    /** True when it is not asked, only told. */
    public boolean required() {
        return basis == Basis.LEGITIMATE_INTEREST;
    }
}
