package eu.volens.rights.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import eu.volens.rights.language.LanguageGuess;
import eu.volens.rights.request.Right;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightRulesTest {

    private static final LanguageGuess LANGUAGE = new LanguageGuess(List.of("fr", "nl", "de", "en"));

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', value = {
            "fr | ACCESS | Bonjour, je souhaite recevoir une copie de toutes les données personnelles que vous détenez à mon sujet. Merci, Léa",
            "fr | ACCESS | Madame, Monsieur, en vertu de l'article 15 du RGPD, merci de me répondre dans le délai légal.",
            "fr | ACCESS | Je voudrais exercer mon droit d’accès. Bien à vous",
            "fr | ACCESS | Que savez-vous sur moi ? Cela m'intéresse beaucoup.",
            "fr | ACCESS | Quelles données conservez-vous à mon propos et qui les reçoit ?",
            "fr | ACCESS | Pourriez-vous m'envoyer les informations que vous avez sur moi ?",
            "fr | ERASURE | Je vous prie d'effacer mes données de vos fichiers.",
            "fr | ERASURE | Merci de supprimer mon compte et tout ce qui s'y rapporte.",
            "fr | RECTIFICATION | Il faut corriger mes données : mon nom s'écrit avec un accent.",
            "fr | RESTRICTION | Je demande la limitation du traitement le temps de vérifier.",
            "fr | PORTABILITY | J'invoque mon droit à la portabilité.",
            "fr | OBJECTION | Je m'oppose au traitement à des fins de prospection.",
            "fr | ACCESS ERASURE | Envoyez-moi une copie de mes données puis effacez toutes mes données.",
            "nl | ACCESS | Geachte, ik wil graag een kopie van al mijn persoonsgegevens ontvangen. Met vriendelijke groeten, Joris",
            "nl | ACCESS | Graag inzage in de gegevens die u van mij bewaart.",
            "nl | ACCESS | Hierbij oefen ik mijn recht op inzage uit, artikel 15 AVG.",
            "nl | ACCESS | Welke gegevens houden jullie over mij bij?",
            "nl | ACCESS | Wat weten jullie over mij? Ik hoor het graag.",
            "nl | ERASURE | Gelieve al mijn gegevens te wissen.",
            "nl | ERASURE | Wil u mijn account verwijderen alstublieft?",
            "nl | RECTIFICATION | Mijn gegevens kloppen niet, kunt u mijn gegevens verbeteren?",
            "nl | RESTRICTION | Ik vraag een beperking van de verwerking.",
            "nl | PORTABILITY | Ik doe een beroep op de overdraagbaarheid van mijn gegevens.",
            "nl | OBJECTION | Ik maak bezwaar tegen het gebruik van mijn naam voor reclame.",
            "de | ACCESS | Sehr geehrte Damen und Herren, bitte erteilen Sie mir Auskunft über meine gespeicherten Daten.",
            "de | ACCESS | Welche Daten haben Sie über mich gespeichert?",
            "de | ACCESS | Ich mache von meinem Auskunftsrecht nach Art. 15 DSGVO Gebrauch.",
            "de | ACCESS | Ich möchte eine Kopie meiner Daten erhalten.",
            "de | ACCESS | Ich will wissen, welche Informationen über mich bei Ihnen vorliegen.",
            "de | ERASURE | Bitte löschen Sie alle meine Daten.",
            "de | RECTIFICATION | Bitte berichtigen Sie meine Daten, meine Anschrift hat sich geändert.",
            "de | RESTRICTION | Ich verlange die Einschränkung der Verarbeitung.",
            "de | PORTABILITY | Ich bitte um Datenübertragbarkeit nach Artikel 20.",
            "de | OBJECTION | Hiermit lege ich Widerspruch gegen die Nutzung ein.",
            "en | ACCESS | Hello, I would like a copy of the personal data you hold about me. Kind regards, Sam",
            "en | ACCESS | This is a subject access request under the GDPR.",
            "en | ACCESS | What data do you have about me? Please tell me.",
            "en | ACCESS | Please send me all the information you hold on me, as the law says you must.",
            "en | ACCESS | I am writing to make a request under Article 15 GDPR.",
            "en | ERASURE | Please delete my data from all your systems.",
            "en | ERASURE | I invoke my right to be forgotten and would like to hear when it is done.",
            "en | RECTIFICATION | Please correct my personal information, my name is misspelled.",
            "en | RESTRICTION | Please restrict the processing until you have checked it.",
            "en | PORTABILITY | I would like to use my right to data portability.",
            "en | OBJECTION | I object to the processing of my details for advertising."})
    void findsTheRightAndTheLanguageOfAPlainMessage(String language, String rights, String text) {
        assertThat(RightRules.find("", text)).as(text)
                .containsExactlyElementsOf(Arrays.stream(rights.split(" ")).map(Right::valueOf).toList());
        assertThat(LANGUAGE.of(text)).as(text).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bonjour, à quelle heure ouvrez-vous demain ?", "Ik kan niet inloggen op de app, help!",
            "Meine Rechnung stimmt nicht. Bitte rufen Sie mich an.", "Could you please send me information about your products?",
            "", "Thanks, all good now.", "Avez-vous des offres d'emploi ?", "1234 5678", "Wir sehen uns morgen in der Artikel-Sitzung 15 Uhr."})
    void findsNothingWhereNothingIsAsked(String text) {
        assertThat(RightRules.find("", text)).as(text).isEmpty();
    }

    @Test
    void aSubjectAloneIsEnough() {
        assertThat(RightRules.find("Demande d'accès (RGPD)", "")).containsExactly(Right.ACCESS);
    }

    @Test
    void verbAndDataInTwoSentencesDoNotMeet() {
        assertThat(RightRules.find("", "Please delete the last mail. My data plan ends soon.")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 42})
    void anythingIsReadWithoutFailing(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                text.append(random.nextInt(3) == 0 ? "data " : Character.toString(random.nextInt(0xD7FF)));
            }
            assertThatCode(() -> RightRules.find(text.toString(), text.toString())).doesNotThrowAnyException();
        }
    }

    @Test
    void withoutWordsTheFirstLanguageIsTaken() {
        assertThat(LANGUAGE.of("")).isEqualTo("fr");
        assertThat(LANGUAGE.of("12345 https://example.org/ x@example.org")).isEqualTo("fr");
        assertThat(new LanguageGuess(List.of("nl", "en")).of("Je voudrais recevoir mes données personnelles, merci beaucoup")).isEqualTo("nl");
    }
}
