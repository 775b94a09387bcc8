package eu.volens.projections.statistics;

import java.util.Arrays;
import java.util.Optional;

/** By what counts can be told apart, and narrowed. */
enum Dimension {
    SITE("site", "site"), AREA("area", "area"), PURPOSE("purpose", "purpose"), POLICY_VERSION("policyVersion", "policy_version"),
    METHOD("method", "method"), DAY("day", "day");

    private final String code;
    private final String column;

    Dimension(String code, String column) {
        this.code = code;
        this.column = column;
    }

    static Optional<Dimension> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst();
    }

    /** As it is asked for and answered. */
    String code() {
        return code;
    }

    /** Its column in both tables; the table of decisions has none for purposes. */
    String column() {
        return column;
    }
}
