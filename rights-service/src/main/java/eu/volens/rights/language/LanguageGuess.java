package eu.volens.rights.language;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells French, Dutch, German and English apart, offline. Safe for many threads. */
public final class LanguageGuess {

    /** More text makes the guess slower, not better. */
    private static final int TEXT_CHARS_MAX = 2_000;
    /** What is looked through for words: a text without a single space costs the square of it. */
    private static final int LOOKED_THROUGH_CHARS_MAX = 2 * TEXT_CHARS_MAX;
    private static final Pattern NOT_WORDS = Pattern.compile("\\S+@\\S+|https?://\\S+|\\S*\\d\\S*");

    private static final Map<Language, String> CODES =
            Map.of(Language.FRENCH, "fr", Language.DUTCH, "nl", Language.GERMAN, "de", Language.ENGLISH, "en");

    private final LanguageDetector detector = LanguageDetectorBuilder
            .fromLanguages(CODES.keySet().toArray(Language[]::new)).withLowAccuracyMode().build();
    private final List<String> languages;

    /** @param languages the controller's, ISO 639-1; the first is the answer when the text does not tell */
    public LanguageGuess(List<String> languages) {
        this.languages = List.copyOf(languages);
    }

    public String of(String text) {
        String words = NOT_WORDS.matcher(text.substring(0, Math.min(text.length(), LOOKED_THROUGH_CHARS_MAX))).replaceAll(" ");
        Language guessed = detector.detectLanguageOf(words.substring(0, Math.min(words.length(), TEXT_CHARS_MAX)));
        String code = CODES.getOrDefault(guessed, "");
        return languages.contains(code) ? code : languages.getFirst();
    }
}
