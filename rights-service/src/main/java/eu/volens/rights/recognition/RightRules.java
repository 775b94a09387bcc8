package eu.volens.rights.recognition;

import eu.volens.rights.request.Right;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for a right's own name, its article, or a verb near the word for data, in French, Dutch, German and English at once:
 * people quote forms in other languages than they write. Stems forgive what people in a hurry leave out. Finds too much rather than too
 * little; what it misses, a human reads.
 */
public final class RightRules {

    /** The words for personal data, after folding, by language: "wissen" is to know in German and to erase in Dutch. */
    private static final String FRENCH = "(?:donnees?|mes informations|infos? (?:sur moi|me concernant)|informations (?:me concernant|personnelles"
            + "|que vous)"
            + "|(?:mon|son|le) dossier|dossier client)";
    private static final String DUTCH = "(?:gegev[a-z]*ns|persoonsgegevens|data|mijn informatie|informatie (?:[a-z]+ ){0,3}over mij|(?:mijn|haar"
            + "|zijn|het) dossier)";
    private static final String GERMAN = "(?:dat[e]?n|personendaten|meine informationen|informationen (?:u(?:e)?ber|zu) (?:mich|meiner)|kundenakte"
            + "|meine[r]? akte)";
    private static final String ENGLISH = "(?:data|(?:my|personal) (?:information|info|details|file|records?)|(?:my )?detals"
            + "|(?:information|info|details) (?:about me|on me|you hold|you have|you keep|your company)|everything (?:[a-z]+ ){0,5}(?:about|on) me)";

    /** What people want gone besides data. */
    private static final String GONE_FR = "|compte|profil|fichiers?|bases?|coordonnees|numero|informations|tout|moi";
    private static final String GONE_NL = "|account|profiel|bestand(?:en)?|nummer|mailadres";
    private static final String GONE_DE = "|konto|profil|unterlagen|akte|kartei|nummer|handynummer|mailadresse|alles";
    private static final String GONE_EN = "|account|profile|records?|everything|information|email address|number";
    /** What can be wrong. */
    private static final String WRONG_FR = "|adresse|nom|coordonnees|numero|date de naissance|orthographe";
    private static final String WRONG_NL = "|adres|naam|nummer|geboortedatum|straat|mailadres";
    private static final String WRONG_DE = "|adresse|anschrift|name|namen|nummer|geburtsdatum|geburtsdatums|strasse";
    private static final String WRONG_EN = "|address|name|number|details|date of birth|street|spelling|records";

    /** At most seven words of the same sentence. */
    private static final String GAP = "(?: (?!\\. )[a-z0-9.]+){0,7}? ";

    /** Of data that shall not be erased, nobody asks the erasure. */
    private static final Pattern NOT_TO_BE_ERASED = Pattern.compile(" (?:ne (?:pas|surtout pas) (?:effacer|supprimer|detruire)"
            + "|niet (?:te )?(?:wissen|verwijderen)"
            + "|loschen sie (?:[a-z]+ ){0,6}nicht|nicht (?:zu )?(?:loschen|vernichten)|(?:do not|don t|not to|never) (?:erase|delete|remove"
            + "|destroy)) ");

    private static final Map<Right, List<Pattern>> RULES = rules();
    /** Words of access that portability uses too: alone, they say access. */
    private static final List<Pattern> HAND_OVER = handOver();

    private RightRules() {}

    /** The rights found, in the order of the Regulation; empty when none was. Linear in the text, never throws. */
    public static List<Right> find(String subject, String text) {
        return Understanding.of(subject, text).rights();
    }

    static List<Right> find(String folded) {
        String asked = NOT_TO_BE_ERASED.matcher(folded).replaceAll(" . ");
        Set<Right> found = EnumSet.noneOf(Right.class);
        RULES.forEach((right, patterns) -> {
            if (any(patterns, asked)) {
                found.add(right);
            }
        });
        if (!found.contains(Right.PORTABILITY) && any(HAND_OVER, asked)) {
            found.add(Right.ACCESS);
        }
        return List.copyOf(found);
    }

    private static boolean any(List<Pattern> patterns, String folded) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(folded).find());
    }

    private static List<Pattern> handOver() {
        return List.of(
                near("acces|acceder|copie|recevoir|obtenir|connaitre|savoir|consulter|communiquer|communication|transmettre|envoyer|envoyez"
                        + "|fournir", FRENCH),
                near("kopie|afschrift|ontvangen|opvragen|opvraag|weten|bezorgen|bezorg|toesturen|sturen|stuur|meedelen|krijgen", DUTCH),
                near("kopie|auszug|ubersicht|erhalten|bekommen|erfahren|wissen|zusenden|schicken|senden|mitteilen|herausgabe|ubermittlung", GERMAN),
                near("copy|copies|receive|obtain|know|see|send|provide|disclose|disclosure|find out", ENGLISH));
    }

    private static Map<Right, List<Pattern>> rules() {
        Map<Right, List<Pattern>> rules = new EnumMap<>(Right.class);
        rules.put(Right.ACCESS, List.of(
                article(15),
                words("(?:que|ce que|tout ce que) (?:savez )?vous (?:[a-z]+ ){0,4}(?:de|sur) moi|(?:wat|alles wat) (?:[a-z]+ ){0,6}(?:over|van) mij"
                        + "|was (?:[a-z]+ ){0,6}u(?:e)?ber mich|(?:what|everything|anything) (?:[a-z]+ ){0,7}(?:on|about) me"
                        + "|alle informatie (?:[a-z]+ ){0,5}over mij"),
                words("(?:comment|ou) avez vous (?:eu|obtenu|trouve) (?:mon|mes|ma) [a-z]+|hoe komt u aan mijn [a-z]+"
                        + "|waar (?:[a-z]+ ){0,3}mijn [a-z]+ vandaan"
                        + "|woher haben sie mein[a-z]* [a-z]+|where did you get my [a-z]+"),
                words("droits? d acces|demande d acces|recht op inzage|recht van inzage|inzagerecht|inzageverzoek|(?:tot|om|graag) inzage"
                        + "|inzage (?:in|krijgen)"
                        + "|recht auf auskunft|auskunftsrecht|auskunftsersuchen|auskunftsanfrage|auskunftsverlangen|datenauskunft|selbstauskunft"
                        + "|right of access|right to access|access request|subject access|dsar|data subject access"),
                words("quelles? (?:[a-z]+ ){0,3}" + FRENCH + "|welke (?:[a-z]+ ){0,3}" + DUTCH + "|welche (?:[a-z]+ ){0,3}" + GERMAN
                        + "|(?:what|which) (?:[a-z]+ ){0,3}(?:" + ENGLISH + "|info|information)|quelles informations"),
                near("auskunft|einsehen|einsicht", GERMAN), near("inzage|inzien", DUTCH), near("access", ENGLISH)));
        rules.put(Right.RECTIFICATION, List.of(
                article(16),
                words("droit de rectification|recht op rectificatie|recht op verbetering|recht auf berichtigung|right to rectification"),
                near("rectifi[a-z]*|corrig[a-z]*|correction|modifier|modifiez|mettre a jour|incorrecte?|erronee?s?|fausse|faux"
                        + "|erreur", FRENCH + WRONG_FR),
                near("rechtzetten|rechtzetting|verbeter[a-z]*|corriger[a-z]*|aanpassen|aan te passen|pas|rectificatie|wijzig[a-z]*|foute?|verkeerd"
                        + "|onjuist"
                        + "|klopt niet|kloppen niet", DUTCH + WRONG_NL),
                near("berichtig[a-z]*|korrigier[a-z]*|korrektur|aendern|andern|aktualisier[a-z]*|falsch|unrichtig|stimmt", GERMAN + WRONG_DE),
                near("rectify|rectification|correct|corrected|correction|amend|update|change|wrong|incorrect|incorrectly"
                        + "|misspelled", ENGLISH + WRONG_EN)));
        rules.put(Right.ERASURE, List.of(
                article(17),
                words("droit a l oubli|droit a l effacement|recht op vergetelheid|recht om vergeten te worden|recht op gegevenswissing"
                        + "|recht op wissing"
                        + "|recht auf vergessenwerden|recht auf loschung|right to be forgotten|right to erasure|right of erasure|forget me"),
                words("(?:haal|schrap) mij (?:[a-z.]+ ){0,3}uit|nehmen sie mich (?:[a-z]+ ){0,2}aus|take me off your (?:records?|systems?|files?"
                        + "|database)"),
                near("effa[cs]?[a-z]*|supp?rim[a-z]*|suppression|detrui[a-z]*|cloturer", FRENCH + GONE_FR),
                near("wissen|gewist|wist|wis|verwijder[a-z]*|schrappen|vernietig[a-z]*|sluiten", DUTCH + GONE_NL), near("gewist|verwijder[a-z]*",
                        "alles"),
                near("lo(?:e)?sch[a-z]*|gelo(?:e)?scht|vernicht[a-z]*", GERMAN + GONE_DE),
                near("eras[a-z]*|delet[a-z]*|remov[a-z]*|forget|destroy[a-z]*|close", ENGLISH + GONE_EN)));
        rules.put(Right.RESTRICTION, List.of(
                article(18),
                words("droit a la limitation|limitation du traitement|limiter le traitement|recht op beperking|beperking van de verwerking"
                        + "|verwerking beperken"
                        + "|recht auf einschrankung|einschrankung der verarbeitung|verarbeitung einschranken|right to restriction"
                        + "|restriction of processing"
                        + "|restrict (?:the |your )?processing"),
                near("geler|gelez|bloquer|bloquez|suspend[a-z]*", "utilisation|traitement|" + FRENCH),
                near("bevriez[a-z]*|blokker[a-z]*|opschort[a-z]*", "gebruik|" + DUTCH), near("voorlopig|tijdelijk", "verwerk[a-z]*"),
                near("sperr[a-z]*|gesperrt|einfrieren", "nutzung|unterlagen|" + GERMAN), near("vorlaufig|vorubergehend", "verarbeit[a-z]*"),
                near("freez[a-z]*|pause|suspend", "use|processing|records|" + ENGLISH), near("for now|temporarily|meanwhile", "processing")));
        rules.put(Right.PORTABILITY, List.of(
                article(20),
                words("portabilite|overdraagbaarheid|dataportabiliteit|datenubertragbarkeit|datenportabilitat|data portability|right to portability"
                        + "|lisibles? par (?:une )?machine|machineleesba(?:ar|re)|maschinenlesbare?[nrs]?|machine readable"),
                near("export[a-z]*|transferer|csv|json", FRENCH), near("exporter[a-z]*|over te dragen|overdragen|overzetten|csv|json", DUTCH),
                near("export[a-z]*|mitnehmen|mitzunehmen|csv|json", GERMAN), near("export|transfer|csv|json", ENGLISH)));
        rules.put(Right.OBJECTION, List.of(
                article(21),
                words("droit d opposition|m oppose(?:r)? (?:au|a l|a la|a ce|a tout)|recht van bezwaar|recht op bezwaar"
                        + "|bezwaar (?:maken )?(?:aan )?tegen|maak ik bezwaar"
                        + "|bezwaar aan|widerspruchsrecht|widerspreche(?: ich)?|widerspruch gegen|right to object|i (?:also )?object to"
                        + "|object to the processing"
                        + "|opt (?:me )?out|unsubscribe me|desabonnez moi|schrijf (?:mij|me) uit"),
                near("arretez|cessez|cesser|stop|ne veux plus|ne souhaite plus|plus recevoir|refuse", "publicites?|pub|mails|newsletter|demarchage"
                        + "|prospection|courriels"),
                near("stop[a-z]*|geen|niet meer|niet langer", "reclame|mails|nieuwsbrief|marketing|verkoop|bellijst|advertenties"),
                near("horen sie auf|stoppen|keine|nicht mehr|nicht langer|untersage", "werbung|werbemails|newsletter|mails|verkaufsgesprache"
                        + "|anrufe|marketing"),
                near("stop|no more|cease|no longer|not want|do not", "adverts?|ads|advertising|marketing|emails|mailing|newsletters?|sales"
                        + "|call list")));
        rules.put(Right.WITHDRAWAL, List.of(
                Pattern.compile(" (?:art|article|artikel)(?: \\.)? 7(?: \\.)? 3 "),
                near("retir[a-z]*|retrait|revoqu[a-z]*|revocation|annul[a-z]*|reviens sur|revenir sur",
                        "consentements?|accord|autorisation|acceptation"),
                near("trek|intrek[a-z]*|in te trekken|ingetrokken|herroep[a-z]*|annuleer|ongedaan", "toestemming|toelating|akkoord|goedkeuring"),
                near("widerruf[a-z]*|zieh[a-z]*|zuruckzieh[a-z]*|zurucknehm[a-z]*|entzieh[a-z]*", "einwilligung|zustimmung|einverstandnis|erlaubnis"),
                near("withdraw[a-z]*|revok[a-z]*|take back|taking|retract|cancel", "consent|permission|agreement"),
                words("niet (?:meer|langer) akkoord|nicht (?:mehr|langer) einverstanden|no longer (?:agree|consent)|plus d accord")));
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
