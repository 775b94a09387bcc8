package eu.volens.ledger.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a change of the policy means for visitors who have chosen already. */
public enum Weight {

    /** Their choice still answers what they would be asked. */
    EDITORIAL,
    /** They are asked again. */
    MATERIAL;

    /** As it is stored and sent. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Weight> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }

    Weight or(Weight other) {
        return this == MATERIAL ? this : other;
    }
}
