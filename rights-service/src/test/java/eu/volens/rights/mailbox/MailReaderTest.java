package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {

    private static final String HEAD = "From: =?utf-8?q?L=C3=A9a?= Dubois <Lea@Example.org>\r\nSubject: =?iso-8859-1?Q?Mes_donn=E9es?=\r\n"
            + "Message-ID: <abc@example.org>\r\nDate: Fri, 6 Mar 2026 10:12:04 +0100\r\n";

    @Test
    void aPlainMessageIsReadWhole() {
        ReadMail mail = read(HEAD + "In-Reply-To: <one@x>\r\nReferences: <zero@x>\r\n <one@x>\r\n\r\nBonjour,\r\n\r\nmes données  \r\n");

        assertThat(mail.from().orElseThrow().text()).isEqualTo("Lea@Example.org");
        assertThat(mail.from().orElseThrow().folded()).isEqualTo("lea@example.org");
        assertThat(mail.name()).isEqualTo("Léa Dubois");
        assertThat(mail.subject()).isEqualTo("Mes données");
        assertThat(mail.text()).isEqualTo("Bonjour,\n\nmes données");
        assertThat(mail.messageId()).contains("<abc@example.org>");
        assertThat(mail.references()).containsExactly("<zero@x>", "<one@x>");
        assertThat(mail.faithful()).isTrue();
    }

    @ParameterizedTest(name = "{0}, declared as {1}: faithful {2}")
    @CsvSource({"utf-8, utf-8, true", "iso-8859-1, iso-8859-1, true", "windows-1252, windows-1252, true", "iso-8859-15, latin9, true",
            "utf-8, x-unheard-of, false", "windows-1252, x-unheard-of, false", "utf-8, us-ascii, true", "windows-1252, us-ascii, false",
            "utf-16be, utf-16be, true", "windows-1252, utf-8, false", "utf-8, '', false", "utf-8, unicode-1-1-utf-7, false"})
    void textIsReadEvenWhenItsCharsetIsNot(String actual, String declared, boolean faithful) {
        byte[] body = "Données à Noël".getBytes(Charset.forName(actual));
        ReadMail mail = MailReader.read(concat(bytes(HEAD + "Content-Type: text/plain; charset=" + declared + "\r\n\r\n"), body));

        assertThat(mail.text()).isEqualTo("Données à Noël");
        assertThat(mail.faithful()).isEqualTo(faithful);
    }

    @Test
    void base64AndQuotedPrintableAreUndoneEvenWhenDamaged() {
        String base64 = Base64.getMimeEncoder().encodeToString("Une copie de mes données, s'il vous plaît.".getBytes(StandardCharsets.UTF_8));
        assertThat(read(HEAD + "Content-Transfer-Encoding: BASE64\r\n\r\n" + base64).text()).isEqualTo("Une copie de mes données, s'il vous plaît.");
        assertThat(read(HEAD + "Content-Transfer-Encoding: base64\r\n\r\n!!" + base64.substring(0, 21) + "*").text()).startsWith("Une copie de m");
        assertThat(read(HEAD + "Content-Transfer-Encoding: quoted-printable\r\n\r\nmes donn=C3=A9=\r\nes =ZZ =").text())
                .isEqualTo("mes données =ZZ =");
    }

    @Test
    void ofAlternativesThePlainOneIsReadAndHtmlOnlyIsTurnedIntoWords() {
        String html = "<html><head><style>p{}</style><script>alert(1)</script></head><body><p>Hello <b>you</b></p><p>copy of my data"
                + "<img src='https://track.example/x.png'></p></body></html>";
        assertThat(read(HEAD + alternative("plain words", html)).text()).isEqualTo("plain words");
        assertThat(read(HEAD + alternative("", html)).text()).isEqualTo("Hello you\n\ncopy of my data");
        assertThat(read(HEAD + "Content-Type: text/html\r\n\r\n" + html).text()).isEqualTo("Hello you\n\ncopy of my data");
    }

    @Test
    void attachmentsAreNamedAndNotOpened() {
        ReadMail mail = read(HEAD + "Content-Type: multipart/mixed; boundary=\"b b\"\r\n\r\npreamble\r\n--b b\r\n\r\nwords\r\n--b b\r\n"
                + "Content-Type: application/pdf; name=\"../../etc/id\u202Efdp.pdf\"\r\n\r\n%PDF\r\n--b b\r\n"
                + "Content-Disposition: attachment; filename*=utf-8''x\r\n\r\nsecret\r\n--b b--\r\nepilogue");

        assertThat(mail.text()).isEqualTo("words");
        assertThat(mail.attachments()).containsExactly("idfdp.pdf", "x");
        assertThat(mail.faithful()).isTrue();
    }

    @Test
    void aForwardedMessageIsReadToo() {
        assertThat(read(HEAD + "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nmy data").text()).isEqualTo("inner\n\nmy data");
    }

    @Test
    void quotedTextIsNotTheirOwn() {
        ReadMail mail = read(HEAD + "\r\nMerci.\r\n\r\nLe 6 mars 2026, Privacy a écrit :\r\n> droit d'accès\r\n");

        assertThat(mail.ownText()).isEqualTo("Merci.");
        assertThat(read(HEAD + "\r\n> droit d'accès\r\noui").ownText()).isEqualTo("oui");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\n\n\n", "no header at all, only words", ": : :\r\n\r\nx", "From\r\n\r\nx", "From: \r\n\r\n",
            "From: <>\r\n\r\nx", "From: @\r\n\r\nx", "From: \"unterminated <a@b\r\n\r\nx", "Content-Type: multipart/mixed\r\n\r\nx",
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x--",
            "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--", "Content-Type: ;;;=\r\n\r\nx", "Content-Type: text/plain; charset=\"\r\n\r\nx",
            "Subject: =?utf-8?b?!!!?=\r\n\r\nx", "Subject: =?x-nothing?q?a?=\r\n\r\nx", "Content-Transfer-Encoding: uuencode\r\n\r\nbegin",
            "Message-ID: <\r\n\r\nx", "Date: yesterday\r\n\r\n\u0000\u0000", "From: a\u0000b@example.org\r\n\r\n\u0000x"})
    void brokenMessagesAreReadAsFarAsTheyGo(String raw) {
        assertThatCode(() -> read(raw)).doesNotThrowAnyException();
        assertThat(read(raw).text() + read(raw).subject() + read(raw).name()).doesNotContain("\u0000");
    }

    @Test
    void halfCharactersAndControlsDoNotGetThrough() {
        ReadMail mail = read(HEAD.replace("Dubois", "=?utf-16be?b?2AA=?=") + "Content-Type: text/plain; charset=utf-16be\r\n\r\n");

        assertThat(mail.name().chars().noneMatch(c -> Character.isSurrogate((char) c))).isTrue();
        assertThat(Plain.text("a\u0000b\u0007\uD800c\uDC00\uD83D\uDE00\u202Ed\n\t")).isEqualTo("ab\uFFFDc\uFFFD\uD83D\uDE00d\n\t");
        assertThat(Plain.cut("\uD83D\uDE00", 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Lea <lea@example.org>, lea@example.org", "lea@example.org (Lea), lea@example.org",
            "'\"Dubois, Lea\" <lea@example.org>', lea@example.org", "'a@example.org, b@example.org', a@example.org",
            "=?utf-8?q?Eve=0D=0ABcc:_victim@example.org=0D=0A?= <lea@example.org>, lea@example.org",
            "'=?utf-8?q?you@example.org,?= <lea@example.org>', lea@example.org",
            "'Friends: a@example.org;', a@example.org", "Lea lea@example.org, lea@example.org", "<lea@exämple.org>, lea@exämple.org"})
    void theSenderIsFoundInWhateverFormTheyAreWritten(String from, String address) {
        assertThat(read("From: " + from + "\r\n\r\nx").from().orElseThrow().text()).isEqualTo(address);
    }

    @Test
    void addressesThatWouldReachOthersAreNone() {
        for (String from : List.of("a@b@c", "<a@b>\r\n\r\n", "a b@c", "\"a\"@b", "a@", "@b", "a\u0001@b", "x".repeat(65) + "@b")) {
            assertThat(eu.volens.rights.correspondent.MailAddress.of(from)).as(from).isEmpty();
        }
    }

    @Test
    void manyPartsAndDeepNestsAreCutShort() {
        String parts = IntStream.range(0, 100_000).mapToObj(i -> "--b\r\n\r\n" + i + "\r\n").collect(Collectors.joining());
        ReadMail wide = read(HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts);
        assertThat(wide.faithful()).isFalse();
        assertThat(wide.text()).startsWith("0\n\n1\n\n2");

        StringBuilder deep = new StringBuilder(HEAD);
        for (int i = 0; i < 5_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\r\n\r\n--b").append(i).append("\r\n");
        }
        assertThat(read(deep + "\r\nbottom").faithful()).isFalse();
    }

    @Test
    void longFieldsAndLongTextsCostNoMoreThanTheirLength() {
        String spaces = " ".repeat(3_000_000);
        assertThat(read(HEAD + "X: " + spaces + "\r\n\r\nwords" + spaces + "x").text()).startsWith("words");
        assertThat(read("From: " + "(".repeat(200_000) + "\r\nAuto-Submitted: " + "(".repeat(100_000) + "\r\n\r\n").from()).isEmpty();
        assertThat(read(HEAD + "\r\n" + "on ".repeat(100_000)).text()).isNotEmpty();
        assertThat(read(HEAD + "To: a@b\r\n".repeat(300_000) + "\r\nx").text()).isEqualTo("x");
    }

    private static String alternative(String plain, String html) {
        return "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/plain\r\n\r\n" + plain
                + "\r\n--=_b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n--=_b--\r\n";
    }

    private static ReadMail read(String raw) {
        return MailReader.read(bytes(raw));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
