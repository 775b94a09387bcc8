package eu.volens.rights.organisation;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;

/** One text in every language of the controller. Keys are ISO 639-1. */
public record Wording(Map<String, String> texts) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Wording(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /** @throws IllegalArgumentException for a language the controller does not have; the languages are checked when the folder is read */
    public String in(String language) {
        String text = texts.get(language);
        if (text == null) {
            throw new IllegalArgumentException("no text in language '" + language + "'");
        }
        return text;
    }
}
