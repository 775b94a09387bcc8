package eu.volens.rights.recognition;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text as the rules read it: lower case, without accents, one space between words, {@code " . "} between sentences. What organisations
 * print below everything they send ("you have the right to …, unsubscribe here") is left out: nobody asks for anything by it.
 */
final class Folded {

    /** Longer messages say what they want before this; the bound keeps the patterns fast on anything. */
    private static final int TEXT_CHARS_MAX = 20_000;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^a-z0-9.]+");
    private static final Pattern SENTENCE_END = Pattern.compile(" \\. ");

    private static final Pattern SMALL_PRINT = Pattern.compile(" (?:"
            + "vous disposez|vous avez le droit|vous pouvez vous (?:desabonner|desinscrire)|se (?:desabonner|desinscrire)|pour (?:l )?exercer"
            + "|vous desabonner"
            + "|n etes pas le destinataire|u (?:heeft|hebt) het recht|uitschrijven (?:kan|voor)|afmelden voor|niet de geadresseerde"
            + "|sie haben das recht|newsletter (?:abbestellen|abmelden)|nicht der (?:richtige )?(?:adressat|empfanger)"
            + "|you have the right|to unsubscribe|unsubscribe (?!me\\b)|not the intended recipient"
            + ") ");

    private Folded() {}

    static String of(String subject, String text) {
        return sentences(fold(subject + " . " + text));
    }

    private static String fold(String text) {
        String cut = text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX)).toLowerCase(Locale.ROOT)
                .replace("ß", "ss").replace("œ", "oe").replaceAll("[!?;]|\\R\\s*\\R", " . ");
        String bare = MARKS.matcher(Normalizer.normalize(cut, Normalizer.Form.NFKD)).replaceAll("");
        String words = NOT_WORDS.matcher(bare).replaceAll(" ").replaceAll("\\.+(?= |$)", " . ");
        return " " + words.replaceAll(" +", " ").strip() + " ";
    }

    private static String sentences(String folded) {
        return Arrays.stream(SENTENCE_END.split(folded)).map(sentence -> " " + sentence.strip() + " ")
                .filter(sentence -> !SMALL_PRINT.matcher(sentence).find()).collect(Collectors.joining("."));
    }
}
