package eu.volens.rights.recognition;

import eu.volens.rights.request.Right;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a message seems to want. A proposal, from words alone: a human confirms what matters. How urgent it sounds is for the order in which
 * people read; it changes no step, least of all the proof of identity.
 *
 * @param rights  in the order of the Regulation; empty when none was recognised
 * @param numbers of customers, orders, files and records, as the message names them, at most {@link #NUMBERS_MAX}
 * @param urgent  whether it presses
 */
public record Understanding(Kind kind, List<Right> rights, List<String> numbers, boolean urgent) {

    /** Whether it is a request at all. */
    public enum Kind {
        /** It names a right; or somebody speaks of their data or their privacy, or for somebody. */
        REQUEST,
        /** It does not, and nothing speaks against it. */
        PERHAPS,
        /** It is plainly about something else, and says nothing of data or privacy. */
        NO_REQUEST
    }

    static final int NUMBERS_MAX = 20;
    private static final int TEXT_CHARS_MAX = 20_000;

    /** Who speaks of these may mean their rights, however little else is understood. */
    private static final Pattern PRIVACY = words("donnees?(?: personnelles)?|rgpd|vie privee|cookies?|confidentialite|consentement|mes droits"
            + "|mes infos?"
            + "|gegevens|persoonsgegevens|avg|gba|toestemming|mijn rechten|gegevensbescherming|privacy|gdpr|dpo|apd|my data|personal data"
            + "|my rights|consent"
            + "|data protection|daten|dsgvo|datenschutz[a-z]*|einwilligung|meine rechte|privatsphare|aufsichtsbehorde|personal information"
            + "|my details|my info");
    /** Advertisements and notices speak of "you" and "us"; people of themselves, and agents of whom they speak for. */
    private static final Pattern I = words("je|j|moi|mon|ma|mes|ik|mij|mijn|ich|mich|mir|mein|meine|meinen|meiner|meines|i|me|my|notre cliente?"
            + "|mijn client|our client"
            + "|unsere[rns]* mandant[a-z]*|au nom de|pour le compte de|namens|in opdracht van|im auftrag von|on behalf of");
    private static final Pattern ADVERTISING = words("reduction|offres?|promo[a-z]*|profitez|inscrivez vous|devis gratuit|formation|webinaire"
            + "|desinscrire"
            + "|korting|koopjes|lentekoopjes|bestel nu|schrijf u(?: nu)? in|webinar|uitschrijven|gratis|plaatsen beperkt|aanbieding[a-z]*"
            + "|rabatt|fruhbucherrabatt|angebote?|zuschlagen|jetzt anmelden|seminar|abmelden|kostenlos[a-z]*"
            + "|off everything|deals?|shop now|save [0-9]+|register today|book now|masterclass|free quote|discount|unsubscribe|limited seats");
    private static final int ADVERTISING_WORDS_MIN = 2;

    private static final Pattern SOMETHING_ELSE = words(
            // work
            "candidature|lettre de motivation|sollicit(?:atie|eer|eren)|motivatiebrief|bewerbung|bewerbe ich mich|lebenslauf|apply for the (?:post"
            + "|position|job)"
            + "|job application|(?:my|mijn|mon) cv"
            // bills and money
            + "|notre facture|onze factuur|unsere rechnung|our invoice|facture n|rembourse[a-z]*|debite deux fois|geld terug|twee keer betaald"
            + "|geld zuruck"
            + "|zweimal abgebucht|money back|charged twice|refund"
            // press
            + "|journaliste?|journalistin|redacteur|reporter|porte parole|woordvoerder|pressesprecher(?:in)?|spokesperson"
            // help
            + "|me connecter|inloggen|nicht mehr anmelden|log in|code pin|foutcode|mot de passe|wachtwoord|passwort|password"
            // offers and prizes
            + "|premiere page de google|eerste plaats in google|platz 1 bei google|number one on google|presenter nos services|onze diensten"
            + "|unser angebot"
            + "|introduce our services|vous avez gagne|gefeliciteerd|gluckwunsch|you have won|de winnaar"
            // everyday
            + "|reunion|vergadering|besprechung|meeting|ouvrez vous|zijn jullie [a-z]+ open|haben sie [a-z ]{0,20}geoffnet|are you open"
            + "|openingsuren|offnungszeiten"
            + "|opening hours|horaires");
    /** Alone, these are a polite end; with nothing before that asks, they are all there is. */
    private static final Pattern THANKS = words("merci|bedankt|dank|danke|thanks|thank you");
    private static final int THANKS_WORDS_MAX = 25;
    /** Whoever uses one of these may ask for what the law gives, in words that no rule knows. */
    private static final Pattern MAY_ASK = words("effac[a-z]*|supprim[a-z]*|enlev[a-z]*|retir[a-z]*|ferme[rz]|copie|compte|plainte|dossier"
            + "|verwijder[a-z]*|wis|wissen|weg|sluit"
            + "|kopie|account|klacht|losch[a-z]*|loesch[a-z]*|entfern[a-z]*|schliess[a-z]*|konto|beschwerde|akte|eras[a-z]*|delet[a-z]*"
            + "|remov[a-z]*|close|shut|get rid"
            + "|copy|file|complain[a-z]*|about me|uber mich|over mij|sur moi");
    private static final Pattern ASKS = words("pouvez|pourriez|merci d|merci de|svp|plait|veuillez|voudrais|souhaite|veux|kunt|kunnen|kun|gelieve"
            + "|graag|wil|alstublieft|aub|mag|konnen|konnten"
            + "|bitte|mochte|will|soll|can|could|please|want|would like|need");

    private static final Pattern PRESSING = words("urgent[a-z]*|urgence|dernier rappel|mise en demeure|immediatement|24 heures|dringend|spoed"
            + "|laatste waarschuwing"
            + "|ingebrekestelling|onmiddellijk|24 uur|letzte mahnung|sofort|unverzuglich|24 stunden|final warning|immediately|24 hours|plainte"
            + "|klacht|avocat|advocaat"
            + "|anwalt|lawyer|hors delai|asap");

    private static final Pattern NUMBER = Pattern.compile("(?i)\\b(?:client|klant\\w*|kunden?\\w*|customer|dossiers?|dossiernummer|file|order"
            + "|commande|bestelling"
            + "|bestellnummer|bestellung|bestelnummer|ref(?:erence|\u00e9rence|erentie|erenz)?|aktenzeichen|case|ticket|contract|contrat"
            + "|vertrag\\w*|num\u00e9ro|nummer|number)"
            + "[\\s.:#\u00b0-]{0,4}(?:(?:n|nr|no|num\u00e9ro|nummer|number|client)[\\s.:#\u00b0-]{0,4}){0,2}([A-Z0-9][A-Z0-9/.-]{3,30})");
    private static final Pattern RECORD =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");
    private static final int DIGITS_MIN = 4;

    /**
     * Linear in the text, never throws.
     *
     * @param text what the sender says, without what they quote
     */
    public static Understanding of(String subject, String text) {
        String folded = Folded.of(subject, text);
        boolean advertising = !I.matcher(folded).find() && ADVERTISING.matcher(folded).results().limit(ADVERTISING_WORDS_MIN).count() == ADVERTISING_WORDS_MIN;
        List<Right> rights = advertising ? List.of() : RightRules.find(folded);
        return new Understanding(kind(folded, advertising, rights), rights, numbers(subject + "\n" + text), PRESSING.matcher(folded).find());
    }

    private static Kind kind(String folded, boolean advertising, List<Right> rights) {
        if (advertising) {
            return Kind.NO_REQUEST;
        }
        boolean privacy = PRIVACY.matcher(folded).find();
        if (!rights.isEmpty() || privacy && I.matcher(folded).find()) {
            return Kind.REQUEST;
        }
        boolean other = SOMETHING_ELSE.matcher(folded).find() || isThanks(folded);
        return other && !privacy && !MAY_ASK.matcher(folded).find() ? Kind.NO_REQUEST : Kind.PERHAPS;
    }

    private static boolean isThanks(String folded) {
        return THANKS.matcher(folded).find() && !ASKS.matcher(folded).find()
                && folded.chars().filter(c -> c == ' ').limit(THANKS_WORDS_MAX + 1).count() <= THANKS_WORDS_MAX;
    }

    private static List<String> numbers(String text) {
        String cut = text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX));
        Stream<String> records = RECORD.matcher(cut).results().map(match -> match.group().toLowerCase(Locale.ROOT));
        Stream<String> others = NUMBER.matcher(RECORD.matcher(cut).replaceAll(" ")).results().map(match -> match.group(1).replaceAll("[/.-]+$", ""))
                .filter(number -> number.chars().filter(Character::isDigit).count() >= DIGITS_MIN);
        return Stream.concat(records, others).distinct().limit(NUMBERS_MAX).toList();
    }

    /** Whole words only. */
    private static Pattern words(String alternatives) {
        return Pattern.compile("(?<= )(?:" + alternatives + ")(?= )");
    }
}
