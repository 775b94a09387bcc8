package eu.volens.ledger.foreign;

import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.Purpose;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cookiebot's categories as our purposes, by Cookiebot's own mapping of them to the types of Google Consent Mode: a purpose is given if every
 * type it grants belongs to a category that was; one without types, if a category has its id. The banner maps a cookie in the same way.
 */
final class CookiebotCategories {

    /** By the first two letters of a type. */
    private static final Map<String, String> BY_TYPE = Map.of("ad", "marketing", "an", "statistics", "fu", "preferences", "pe", "preferences");

    private CookiebotCategories() {}

    /** Optional purposes that the categories amount to, in the order of the register. */
    static List<String> given(CookieRegister register, List<String> categories) {
        return optional(register).filter(purpose -> purpose.consentMode().isEmpty() ? categories.contains(purpose.id())
                        : purpose.consentMode().stream().allMatch(type -> categories.contains(BY_TYPE.getOrDefault(type.substring(0, 2), ""))))
                .map(Purpose::id).toList();
    }

    static List<String> refused(CookieRegister register, List<String> given) {
        return optional(register).map(Purpose::id).filter(purpose -> !given.contains(purpose)).toList();
    }

    private static Stream<Purpose> optional(CookieRegister register) {
        return register.purposes().stream().filter(purpose -> !purpose.required());
    }
}
