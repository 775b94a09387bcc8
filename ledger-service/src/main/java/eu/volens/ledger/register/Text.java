package eu.volens.ledger.register;

import java.util.Map;

/** A text in every language of the controller, by ISO 639-1 code. */
public record Text(Map<String, String> byLanguage) {

    public Text {
        byLanguage = Map.copyOf(byLanguage);
    }

    /** @param language one of the controller's languages: every text was checked to have them all */
    public String in(String language) {
        var text = byLanguage.get(language);
        if (text == null) {
            throw new IllegalArgumentException("No text in language '" + language + "', only in " + byLanguage.keySet());
        }
        return text;
    }
}
