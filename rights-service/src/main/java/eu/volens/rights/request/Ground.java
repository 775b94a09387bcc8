package eu.volens.rights.request;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** On what a refusal, of the whole or of a part, rests. The reasons in the case at hand are written beside it (Article 12(4) GDPR). */
public enum Ground {
    /** Articles 11(2) and 12(2): it could not be found out whose data these are. */
    NOT_IDENTIFIED(EnumSet.allOf(Right.class)),
    /** Article 12(5). */
    MANIFESTLY_UNFOUNDED(EnumSet.allOf(Right.class)),
    /** Article 12(5): above all because it repeats what was asked before. */
    EXCESSIVE(EnumSet.allOf(Right.class)),
    /** Articles 15(4) and 20(4). */
    RIGHTS_OF_OTHERS(EnumSet.of(Right.ACCESS, Right.PORTABILITY)),
    /** Article 16: the data are right as they stand. */
    DATA_ARE_ACCURATE(EnumSet.of(Right.RECTIFICATION)),
    /** Article 17(1): none of its cases is at hand, the data are still needed and lawfully held. */
    STILL_NEEDED(EnumSet.of(Right.ERASURE)),
    /** Article 17(3)(a). */
    FREEDOM_OF_EXPRESSION(EnumSet.of(Right.ERASURE)),
    /** Article 17(3)(b). */
    LEGAL_OBLIGATION(EnumSet.of(Right.ERASURE)),
    /** Articles 17(3)(e) and 21(1). */
    LEGAL_CLAIMS(EnumSet.of(Right.ERASURE, Right.OBJECTION)),
    /** Article 18(1): none of its cases is at hand. */
    NO_CASE_FOR_RESTRICTION(EnumSet.of(Right.RESTRICTION)),
    /** Article 20(1): the data do not rest on consent or a contract, or did not come from the person. */
    NOT_PORTABLE(EnumSet.of(Right.PORTABILITY)),
    /** Article 21(1). Never against direct marketing (Article 21(3)). */
    COMPELLING_GROUNDS(EnumSet.of(Right.OBJECTION)),
    /** A law of the Union or of a Member State restricts the right (Article 23). A consent can always be taken back. */
    RESTRICTED_BY_LAW(EnumSet.complementOf(EnumSet.of(Right.WITHDRAWAL)));

    private final Set<Right> rights;

    Ground(Set<Right> rights) {
        this.rights = rights;
    }

    /** Whether this right can be refused on it at all. */
    public boolean appliesTo(Right right) {
        return rights.contains(right);
    }

    /** The name on the wire and in message keys, such as {@code legal-claims}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
