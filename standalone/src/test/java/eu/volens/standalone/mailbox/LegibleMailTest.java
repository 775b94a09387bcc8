package eu.volens.standalone.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LegibleMailTest {

    @Test
    void headLinesAreDecodedAndOnOneLine() {
        LegibleMail mail = read("From: =?UTF-8?Q?Zo=C3=AB?= <zoe@b>\nSubject: =?UTF-8?B?w6l0w6k=?=\n =?UTF-8?Q?_suite?=\n\ntext");
        assertThat(mail.from()).isEqualTo("Zoë <zoe@b>");
        assertThat(mail.subject()).isEqualTo("été suite");
        assertThat(LegibleMail.addressIn(mail.from())).isEqualTo("zoe@b");
    }

    @Test
    void thePlainPartIsReadAndTheHtmlPartIsAttachedNowhere() {
        LegibleMail mail = read("""
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain

                plain
                --b
                Content-Type: text/html

                <p>html</p>
                --b--
                """);
        assertThat(text(mail)).isEqualTo("plain");
        assertThat(mail.attachments()).isEmpty();
    }

    @Test
    void htmlAloneBecomesItsTextWithTheAddressesOfItsLinks() {
        LegibleMail mail = read("""
                Content-Type: text/html; charset=UTF-8

                <style>x</style><h1>Hello</h1><p>Follow <a href="https://a.eu/b?c=1">this</a>.<br>Now</p><ul><li>one<li>two</ul><script>evil()</script>\
                <a href="javascript:evil()">no</a>""");
        assertThat(text(mail)).isEqualTo("Hello\n\nFollow this ( https://a.eu/b?c=1 ).\nNow\n\none\ntwo\n\nno");
        assertThat(mail.text()).filteredOn(TextPiece::link).extracting(TextPiece::text).containsExactly("https://a.eu/b?c=1");
    }

    @Test
    void aLinkEndsBeforeTheSentenceDoes() {
        assertThat(TextPiece.piecesOf("See https://a.eu/x, (https://a.eu/y) or <https://a.eu/z>.")).filteredOn(TextPiece::link)
                .extracting(TextPiece::text).containsExactly("https://a.eu/x", "https://a.eu/y", "https://a.eu/z");
        assertThat(TextPiece.piecesOf("")).isEmpty();
    }

    @Test
    void attachmentsKeepTheirNamesAndBytes() {
        LegibleMail mail = read("""
                Content-Type: multipart/mixed; boundary=b

                --b

                text
                --b
                Content-Type: application/zip
                Content-Disposition: attachment; filename="answer.zip"
                Content-Transfer-Encoding: base64

                UEs=
                --b--
                """);
        assertThat(mail.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.name()).isEqualTo("answer.zip");
            assertThat(attachment.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("PK");
        });
    }

    @Test
    void anUnknownCharsetOrABrokenPartIsShownAsItCame() {
        assertThat(text(read("Content-Type: text/plain; charset=nothing-like-it\n\nétat"))).isNotEmpty();
        assertThat(read("Content-Type: multipart/mixed\n\nno boundary").attachments()).hasSizeLessThan(2);
        assertThat(read("Content-Type: ;;;\nContent-Transfer-Encoding: what\n\nbody").subject()).isEmpty();
    }

    @RepeatedTest(200)
    void noBytesMakeItFail(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = ("From: a@b\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=utf-8\n"
                + "Content-Transfer-Encoding: quoted-printable\n\n<p>x=C3=A9</p>\n--b--\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 1 + random.nextInt(10); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        assertThat(LegibleMail.of(bytes).text()).as("seed %d", repetition.getCurrentRepetition()).isNotNull();
    }

    private static LegibleMail read(String mail) {
        return LegibleMail.of(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String text(LegibleMail mail) {
        return mail.text().stream().map(TextPiece::text).collect(Collectors.joining()).replace("\r\n", "\n");
    }
}
