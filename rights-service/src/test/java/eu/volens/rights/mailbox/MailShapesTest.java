package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every shape of message in {@code mails/} says what its writer meant. */
class MailShapesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "plain-fr              | copie de mes données            | true  | -",
            "plain-nl-latin1       | gegevens, België                | true  | -",
            "charset-undeclared    | löschen Sie meine Daten         | false | -",
            "charset-unheard-of    | löschen Sie meine Daten         | false | -",
            "html-only-de          | bitte löschen Sie alle          | true  | -",
            "alternative-en        | have a nice day                 | true  | -",
            "alternative-stub      | erase my personal data          | true  | -",
            "related-image         | Graag inzage                    | true  | -",
            "attachments           | droit d'accès                   | true  | -",
            "forwarded-inline      | al mijn gegevens wist           | true  | -",
            "forwarded-attached    | Please delete my data           | true  | -",
            "reply-outlook         | c'est bien moi                  | true  | -",
            "reply-gmail-wrapped   | Merci.                          | true  | -",
            "smime-signed          | copie de mes données            | true  | SIGNED",
            "smime-opaque          | copie de mes données            | true  | SIGNED",
            "smime-opaque-streamed | copie de mes données            | true  | SIGNED",
            "smime-encrypted       | \"\"                            | false | ENCRYPTED",
            "pgp-mime-signed       | copie de mes données            | true  | SIGNED",
            "pgp-inline-signed     | copie de mes données            | true  | SIGNED",
            "pgp-mime-encrypted    | \"\"                            | false | ENCRYPTED",
            "pgp-inline-encrypted  | BEGIN PGP MESSAGE               | false | ENCRYPTED",
            "invitation            | \"Budget, second round\"        | true  | INVITATION",
            "winmail               | \"\"                            | false | WINMAIL",
            "japanese              | 私の個人データのコピー          | true  | -",
            "no-headers            | I have written twice            | false | -",
            "unterminated          | Graag inzage                    | false | -",
            "no-such-boundary      | Graag inzage                    | false | -"})
    void isReadAsFarAsItCanBe(String name, String words, boolean faithful, String traits) {
        ReadMail mail = MailSamples.read(name);

        assertThat(mail.ownText()).contains(words);
        assertThat(mail.faithful()).isEqualTo(faithful);
        assertThat(mail.traits()).isEqualTo(Arrays.stream(traits.split(" ")).filter(trait -> !trait.equals("-")).map(Trait::valueOf)
                .collect(Collectors.toSet()));
        assertThat(mail.bounds()).isEmpty();
        assertThat(MailReader.read(withCarriageReturns(MailSamples.bytes(name))).text()).isEqualTo(mail.text());
    }

    @Test
    void whatIsQuotedIsNotSaidAndWhatIsForwardedIs() {
        assertThat(MailSamples.read("reply-outlook").ownText()).isEqualTo("Oui, c'est bien moi.");
        assertThat(MailSamples.read("reply-gmail-wrapped").ownText()).isEqualTo("Merci.");
        assertThat(MailSamples.read("forwarded-inline").ownText()).startsWith("Voor jullie.").endsWith("An");
        assertThat(MailSamples.read("forwarded-attached").ownText()).isEqualTo("See attached.\n\nerase me\n\nPlease delete my data.");
    }

    @Test
    void aSignatureIsNoPartOfWhatIsSaid() {
        assertThat(MailSamples.read("pgp-inline-signed").text()).isEqualTo("Une copie de mes données, merci.\n--\nLéa");
        assertThat(MailSamples.read("smime-opaque").text()).isEqualTo("Bonjour,\n\nJe souhaite recevoir une copie de mes données.\n\nLéa Dubois");
        assertThat(MailSamples.read("invitation").text()).isEqualTo("Budget, second round\nBring the numbers.\nThanks");
    }

    @Test
    void marksOfASignatureThatShareTheirDashesAreText() {
        String text = "-----BEGIN PGP SIGNED MESSAGE-----BEGIN PGP SIGNATURE-----";

        assertThat(MailReader.read(("From: a@b.example\n\n" + text).getBytes(StandardCharsets.UTF_8)).text()).isEqualTo(text);
    }

    @Test
    void filesAreNamedAsTheirSenderMeantWithoutFolders() {
        assertThat(MailSamples.read("attachments").attachments()).containsExactly("Ma demande d'accès.pdf", "42.zip", "photo.svg");
        assertThat(MailSamples.read("forwarded-attached").attachments()).containsExactly("request.eml");
        assertThat(MailSamples.read("related-image").attachments()).containsExactly("logo.png");
        assertThat(MailSamples.read("smime-encrypted").attachments()).containsExactly("smime.p7m");
        assertThat(MailSamples.read("winmail").attachments()).containsExactly("winmail.dat");
    }

    @Test
    void aFileComesOutAsItWent() {
        byte[] raw = MailSamples.bytes("attachments");

        assertThat(MailReader.read(raw).files().getFirst().bytes(raw)).startsWith("%PDF-1.4\nxxx".getBytes(StandardCharsets.US_ASCII)).hasSize(309);
    }

    @Test
    void theFirstPageIsFoundEvenWhenItsWordsAreNotNeeded() {
        Map<String, byte[]> all = MailSamples.all();
        Set<String> withPage = all.keySet().stream().filter(name -> MailReader.read(all.get(name)).page().isPresent()).collect(Collectors.toSet());

        assertThat(withPage).containsExactlyInAnyOrder("html-only-de", "alternative-en", "alternative-stub", "related-image", "newsletter");
    }

    @Test
    void charactersCutInTwoWordsOfAHeaderArePutTogether() {
        ReadMail mail = MailSamples.read("subject-cut-in-a-character");

        assertThat(mail.name()).isEqualTo("Zoë");
        assertThat(mail.subject()).isEqualTo("gegevens wissen");
    }

    private static byte[] withCarriageReturns(byte[] raw) {
        return new String(raw, StandardCharsets.ISO_8859_1).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
