package eu.volens.ledger.register;

import java.util.List;
import java.util.Set;

/**
 * Why something is kept on a visitor's device.
 *
 * @param consentMode  types of {@link #CONSENT_MODE_TYPES} that are granted with this purpose, and denied without it
 * @param refusedByGpc true when a visitor's Global Privacy Control (W3C) refuses it: their data are sold, shared, or used for marketing
 */
public record Purpose(String id, Basis basis, Text name, Text explanation, List<String> consentMode, boolean refusedByGpc) {

    /** Google Consent Mode v2. */
    public static final Set<String> CONSENT_MODE_TYPES = Set.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage",
            "functionality_storage", "personalization_storage", "security_storage");
    /** Those that are never granted without a yes. */
    static final Set<String> CONSENT_MODE_TYPES_TO_ASK = Set.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage");

    public Purpose {
        consentMode = List.copyOf(consentMode);
    }

    /** What makes a purpose lawful (Article 6(1) GDPR). */
    public enum Basis { LEGITIMATE_INTEREST, CONSENT }

    /** True when it is not asked, only told. */
    public boolean required() {
        return basis == Basis.LEGITIMATE_INTEREST;
    }
}
