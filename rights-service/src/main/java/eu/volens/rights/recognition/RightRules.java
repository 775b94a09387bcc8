package eu.volens.rights.recognition;

import eu.volens.rights.request.Right;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for a right's own name, its article, or a verb near the word for data, in French, Dutch, German and English at once:
 * people quote forms in other languages than they write. Finds too much rather than too little; what it misses, a human reads.
 */
public final class RightRules {

    /** Longer messages say what they want before this; the bound keeps the patterns fast on anything. */
    private static final int TEXT_CHARS_MAX = 20_000;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^a-z0-9.]+");

    /** The words for personal data, after folding, by language: "wissen" is to know in German and to erase in Dutch. */
    private static final String FRENCH = "(?:donnees|mes informations|informations (?:me concernant|personnelles|que vous))";
    private static final String DUTCH = "(?:gegevens|persoonsgegevens|data|mijn informatie|informatie over mij)";
    private static final String GERMAN = "(?:daten|personendaten|meine informationen|informationen (?:uber|zu) (?:mich|meiner))";
    private static final String ENGLISH = "(?:data|(?:my|personal) information|information (?:about me|you hold|you have|you keep))";
    /** At most seven words of the same sentence. */
    private static final String GAP = "(?: (?!\\. )[a-z0-9.]+){0,7}? ";

    private static final Map<Right, List<Pattern>> RULES = rules();

    private RightRules() {}

    /** The rights found, in the order of the Regulation; empty when none was. Linear in the text, never throws. */
    public static List<Right> find(String subject, String text) {
        String folded = fold(subject + " . " + text);
        return RULES.entrySet().stream()
                .filter(rule -> rule.getValue().stream().anyMatch(pattern -> pattern.matcher(folded).find()))
                .map(Map.Entry::getKey).toList();
    }

    private static String fold(String text) {
        String cut = text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX)).toLowerCase(Locale.ROOT)
                .replace("ß", "ss").replace("œ", "oe").replaceAll("[!?;]|\\R\\s*\\R", " . ");
        String bare = MARKS.matcher(Normalizer.normalize(cut, Normalizer.Form.NFKD)).replaceAll("");
        String words = NOT_WORDS.matcher(bare).replaceAll(" ").replaceAll("\\.+(?= |$)", " . ");
        return " " + words.replaceAll(" +", " ").strip() + " ";
    }

    private static Map<Right, List<Pattern>> rules() {
        Map<Right, List<Pattern>> rules = new EnumMap<>(Right.class);
        rules.put(Right.ACCESS, List.of(
                article(15),
                words("que savez vous (?:de|sur) moi|wat weten jullie (?:over|van) mij|wat weet u (?:over|van) mij|was wissen sie uber mich"
                        + "|what (?:do )?you know about me|what (?:do )?you have (?:on|about) me"),
                words("droit d acces|droits d acces|demande d acces|recht op inzage|recht van inzage|inzagerecht|inzageverzoek|verzoek (?:tot|om) inzage"
                        + "|recht auf auskunft|auskunftsrecht|auskunftsersuchen|auskunftsanfrage|auskunftsverlangen|datenauskunft|selbstauskunft"
                        + "|right of access|right to access|access request|subject access|dsar|data subject access"),
                near("acces|acceder|copie|recevoir|obtenir|connaitre|savoir|consulter|communiquer|transmettre|envoyer|envoyez|fournir"
                        + "|quelles|detenez|possedez|conservez|traitez|avez", FRENCH),
                near("inzage|inzien|kopie|afschrift|ontvangen|opvragen|opvraag|weten|welke|bezorgen|bezorg|toesturen|sturen|stuur|meedelen"
                        + "|bijhoudt|bewaart|verwerkt|hebt|heeft|krijgen", DUTCH),
                near("auskunft|kopie|erhalten|bekommen|erfahren|wissen|welche|gespeichert|speichern|zusenden|schicken|senden|mitteilen"
                        + "|einsehen|einsicht|verarbeiten|vorliegen|herausgabe", GERMAN),
                near("access|copy|copies|receive|obtain|know|what|which|see|send|provide|disclose|hold|have|stored|request", ENGLISH)));
        rules.put(Right.RECTIFICATION, List.of(
                article(16),
                words("droit de rectification|recht op rectificatie|recht op verbetering|recht auf berichtigung|right to rectification"),
                near("rectifier|rectification|rectifiez|corriger|corrigez|correction|modifier|mettre a jour", FRENCH),
                near("rechtzetten|rechtzetting|verbeteren|verbetering|corrigeren|aanpassen|rectificatie", DUTCH),
                near("berichtigen|berichtigung|berichtigt|korrigieren|korrigiert|korrektur|aendern|andern", GERMAN),
                near("rectify|rectification|correct|corrected|correction|amend", ENGLISH)));
        rules.put(Right.ERASURE, List.of(
                article(17),
                words("droit a l oubli|droit a l effacement|recht op vergetelheid|recht om vergeten te worden|recht op gegevenswissing|recht op wissing"
                        + "|recht auf vergessenwerden|recht auf loschung|right to be forgotten|right to erasure|right of erasure"),
                near("effacer|effacez|efface|effacement|supprimer|supprimez|suppression|detruire", FRENCH + "|compte"),
                near("wissen|gewist|wist|verwijderen|verwijderd|verwijder|verwijdering|schrappen", DUTCH + "|account"),
                near("loschen|losche|geloscht|loscht|loschung|vernichten", GERMAN + "|konto"),
                near("erase|erased|erasure|delete|deleted|deletion|remove|removal|forget", ENGLISH + "|account")));
        rules.put(Right.RESTRICTION, List.of(
                article(18),
                words("droit a la limitation|limitation du traitement|limiter le traitement|recht op beperking|beperking van de verwerking|verwerking beperken"
                        + "|recht auf einschrankung|einschrankung der verarbeitung|verarbeitung einschranken|right to restriction|restriction of processing"
                        + "|restrict (?:the |your )?processing")));
        rules.put(Right.PORTABILITY, List.of(
                article(20),
                words("portabilite|overdraagbaarheid|dataportabiliteit|datenubertragbarkeit|datenportabilitat|data portability|right to portability")));
        rules.put(Right.OBJECTION, List.of(
                article(21),
                words("droit d opposition|m oppose(?:r)? (?:au|a l|a la|a ce|a tout)|recht van bezwaar|recht op bezwaar|bezwaar (?:maken )?tegen|maak ik bezwaar"
                        + "|widerspruchsrecht|widerspreche (?:ich )?(?:der|hiermit|ihrer)|widerspruch gegen|right to object|i object to|object to the processing")));
        return rules;
    }

    /** "article 15", "art. 15", "artikel 15", "art 15 gdpr". */
    private static Pattern article(int number) {
        return Pattern.compile(" (?:art|article|artikel|articles)(?: \\.)? " + number + " ");
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(" (?:" + alternatives + ") ");
    }

    /** A verb within seven words before or after a noun, in the same sentence. */
    private static Pattern near(String verbs, String nouns) {
        return Pattern.compile(" (?:" + verbs + ")" + GAP + "(?:" + nouns + ") | (?:" + nouns + ")" + GAP + "(?:" + verbs + ") ");
    }
}
