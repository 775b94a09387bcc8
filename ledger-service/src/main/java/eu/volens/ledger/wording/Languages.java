package eu.volens.ledger.wording;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which language to speak. */
public final class Languages {

    private Languages() {}

    /**
     * The language asked for when it is spoken, else the best of what the browser accepts, else the first.
     *
     * @param spoken         ISO 639-1 codes, not empty
     * @param wanted         a language tag such as {@code fr} or {@code fr-BE}, from an address; anything else is passed over
     * @param acceptLanguage the header, whatever it holds
     */
    public static String choose(List<String> spoken, @Nullable String wanted, @Nullable String acceptLanguage) {
        if (wanted != null && spoken.contains(language(wanted))) {
            return language(wanted);
        }
        return accepted(spoken, acceptLanguage);
    }

    private static String accepted(List<String> spoken, @Nullable String acceptLanguage) {
        if (acceptLanguage != null) {
            try {
                for (var range : Locale.LanguageRange.parse(acceptLanguage)) {
                    if (range.getWeight() > 0 && spoken.contains(language(range.getRange()))) {
                        return language(range.getRange());
                    }
                }
            } catch (IllegalArgumentException e) {
                // Not a header that means anything: as if there were none.
            }
        }
        return spoken.getFirst();
    }

    private static String language(String tag) {
        return Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    }
}
