package eu.volens.rights.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.recognition.Understanding.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnderstandingWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "copie dossier client 00458812 svp                          | 00458812",
            "mon numéro de client est le suivant : client n° 778-812-3. | 778-812-3",
            "klantnummer 8812045, bestelling #55120                     | 8812045 55120",
            "Kundennummer: 4471902                                      | 4471902",
            "order no. A-33012/B                                        | A-33012/B",
            "record 3F0C2A4E-9d1b-4c7a-8f2e-1b2c3d4e5f60                | 3f0c2a4e-9d1b-4c7a-8f2e-1b2c3d4e5f60",
            "customer 12, in 2026, call 0470 00 00 00, article 15       | -"})
    void numbersOfCustomersOrdersAndRecordsAreFound(String text, String numbers) {
        assertThat(Understanding.of("", text).numbers()).isEqualTo(numbers.equals("-") ? List.of() : Arrays.asList(numbers.split(" ")));
    }

    @Test
    void numbersAreBounded() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            many.append("order ").append(10_000 + i).append(", ");
        }
        assertThat(Understanding.of("", many.toString()).numbers()).hasSize(Understanding.NUMBERS_MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"URGENT : mes données", "Binnen 24 uur antwoord", "Letzte Mahnung!", "I am going to my lawyer", "mise en demeure"})
    void aPressingToneIsNoticedAndChangesNothingElse(String text) {
        Understanding pressing = Understanding.of("", text + ". Effacez mes données.");

        assertThat(pressing.urgent()).isTrue();
        assertThat(pressing.rights()).isEqualTo(Understanding.of("", "Effacez mes données.").rights());
        assertThat(Understanding.of("", "Effacez mes données.").urgent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "REQUEST    | Bonjour, je voudrais exercer mes droits RGPD.",
            "REQUEST    | We act on behalf of Lea Dubois concerning personal data.",
            "REQUEST    | Ik kan niet inloggen, verwijder mijn account.",
            "PERHAPS    | Pouvez-vous me rappeler demain matin ?",
            "PERHAPS    | Je n'arrive plus à me connecter, fermez tout : mon compte aussi.",
            "PERHAPS    | Merci de m'ôter de là.",
            "PERHAPS    | We changed our privacy policy.",
            "NO_REQUEST | Merci beaucoup, bonne journée !",
            "NO_REQUEST | Hiermit bewerbe ich mich um die Stelle.",
            "NO_REQUEST | Only this week: 20% discount! Book now. You have the right to access your data. Unsubscribe here.",
            "NO_REQUEST | Formation RGPD : traitez les demandes d'accès et d'effacement. Inscrivez-vous, 15 % de réduction !"})
    void onlyWhatIsPlainlyAboutSomethingElseIsNoRequest(Kind kind, String text) {
        assertThat(Understanding.of("", text).kind()).isEqualTo(kind);
    }

    @Test
    void theSmallPrintBelowALetterAsksForNothing() {
        assertThat(Understanding.of("", "Je vous écris. Vous disposez d'un droit d'accès à vos données.").rights()).isEmpty();
        assertThat(Understanding.of("", "If you are not the intended recipient, delete this message and all data in it.").rights()).isEmpty();
    }

    @Test
    void whatShallNotBeErasedIsNotToBeErased() {
        assertThat(Understanding.of("", "Please do not delete my data, freeze the records.").rights()).doesNotContain(eu.volens.rights.request.Right.ERASURE);
    }
}
