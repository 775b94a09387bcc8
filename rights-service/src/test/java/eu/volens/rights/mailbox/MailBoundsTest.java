package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Over a bound: what lies before it is read, and which it was is said. */
class MailBoundsTest {

    private static final String HEAD = "From: Lea <lea@example.org>\nSubject: Mes données\n";
    private static final String REQUEST = "Effacez mes données.";

    @Test
    void aMessageTooLargeIsReadToTheBound() {
        byte[] raw = Arrays.copyOf(bytes(HEAD + "\n" + REQUEST + "\n"), MailReader.MESSAGE_BYTES_MAX + 1);

        assertThat(MailReader.read(raw).bounds()).contains(Bound.MESSAGE_BYTES);
        assertThat(MailReader.read(raw).text()).startsWith(REQUEST);
        assertThat(MailReader.read(Arrays.copyOf(raw, 1_000_000)).bounds()).doesNotContain(Bound.MESSAGE_BYTES);
    }

    @Test
    void tooManyFieldsAreLeftOutAndTheBodyIsStillFound() {
        overBound(HEAD + "To: a@b\n".repeat(MailHeaders.FIELDS_MAX) + "\n" + REQUEST, Bound.HEADERS);
        overBound(HEAD + ("X: " + "y".repeat(1_000) + "\n").repeat(300) + "\n" + REQUEST, Bound.HEADERS);
        inBounds(HEAD + "To: a@b\n".repeat(MailHeaders.FIELDS_MAX - 2) + "\n" + REQUEST);
    }

    @Test
    void longFieldsAreCut() {
        overBound(HEAD + "To: " + "a@b, ".repeat(10_000) + "\n\n" + REQUEST, Bound.HEADER_LENGTH);
        overBound(HEAD + "To: a@b" + "\n ,c@d".repeat(10_000) + "\n\n" + REQUEST, Bound.HEADER_LENGTH);
    }

    @Test
    void tooManyPartsAreNotLookedAt() {
        String mixed = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + REQUEST + "\n";
        overBound(mixed + "--b\n\nx\n".repeat(MailReader.PARTS_MAX) + "--b--\n", Bound.PARTS);
        overBound(mixed + ("--b\nContent-Type: multipart/mixed; boundary=c\n\n" + "--c\n\ny\n".repeat(20) + "--c--\n").repeat(20) + "--b--\n", Bound.PARTS);
        inBounds(mixed + "--b\n\nx\n".repeat(MailReader.PARTS_MAX - 2) + "--b--\n");
    }

    @Test
    void partsInPartsAndMessagesInMessagesEndSomewhere() {
        String inner = "Content-Type: message/rfc822\n\nSubject: " + REQUEST + "\n";
        overBound(HEAD + inner.repeat(2_000) + "\nbottom", Bound.DEPTH);
        inBounds(HEAD + inner.repeat(MailReader.DEPTH_MAX) + "\nbottom");
        StringBuilder nest = new StringBuilder(HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + REQUEST + "\n--b\n");
        for (int i = 0; i < 2_000; i++) {
            nest.append("Content-Type: multipart/alternative; boundary=b").append(i).append("\n\n--b").append(i).append("\n");
        }
        overBound(nest + "\nbottom", Bound.DEPTH);
    }

    @Test
    void signaturesInSignaturesEndSomewhere() {
        byte[] inside = bytes("Content-Type: text/plain\n\nbottom");
        for (int i = 0; i < MailReader.DEPTH_MAX + 2; i++) {
            inside = bytes("Subject: x\nContent-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n"
                    + Base64.getMimeEncoder(76, bytes("\n")).encodeToString(signed(inside)));
        }
        assertThat(MailReader.read(inside).bounds()).containsExactly(Bound.DEPTH);
    }

    @Test
    void moreAttachmentsThanCanBeListedAreCounted() {
        String mixed = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + REQUEST + "\n";
        String file = "--b\nContent-Type: image/png\n\nx\n";
        overBound(mixed + file.repeat(MailReader.ATTACHMENTS_MAX + 1) + "--b--\n", Bound.ATTACHMENTS);
        inBounds(mixed + file.repeat(MailReader.ATTACHMENTS_MAX) + "--b--\n");
    }

    @Test
    void endlessTextAndEndlessPagesAreCut() {
        overBound(HEAD + "\n" + REQUEST + "\n" + "blah ".repeat(MailReader.TEXT_CHARS_MAX), Bound.TEXT);
        overBound(HEAD + "Content-Type: text/html\n\n<p>" + REQUEST + "</p>" + "<i></i>".repeat(300_000), Bound.TEXT);
    }

    @Test
    void pagesMadeToBeSlowAreReadAll() {
        for (String open : new String[] {"<b><p>", "<table>", "<div>", "<a><div>", "<select><option>", "<svg><g>", "<font><i>", "<li><p>", "&amp;lt;"}) {
            ReadMail mail = MailReader.read(bytes(HEAD + "Content-Type: text/html\n\n<p>" + REQUEST + "</p>" + open.repeat(40_000)));

            assertThat(mail.text()).as(open).startsWith(REQUEST);
        }
    }

    @Test
    void whatHidesWordsSaysSo() {
        assertThat(MailSamples.read("smime-encrypted").hidesWords()).isTrue();
        assertThat(MailSamples.read("winmail").hidesWords()).isTrue();
        assertThat(MailSamples.read("plain-fr").hidesWords()).isFalse();
    }

    private static void overBound(String raw, Bound bound) {
        ReadMail mail = MailReader.read(bytes(raw));
        assertThat(mail.bounds()).isEqualTo(Set.of(bound));
        assertThat(mail.faithful()).isFalse();
        assertThat(mail.text()).startsWith(REQUEST);
        assertThat(mail.from()).isPresent();
    }

    private static void inBounds(String raw) {
        assertThat(MailReader.read(bytes(raw)).bounds()).isEmpty();
    }

    /** CMS signed-data around it, without signers. */
    private static byte[] signed(byte[] content) {
        byte[] octets = der(0x04, content);
        byte[] data = {0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x07, 0x01};
        byte[] signedData = data.clone();
        signedData[10] = 0x02;
        byte[] wrapped = der(0x30, data, der(0xa0, octets));
        return der(0x30, signedData, der(0xa0, der(0x30, new byte[] {0x02, 0x01, 0x01}, new byte[] {0x31, 0x00}, wrapped)));
    }

    private static byte[] der(int tag, byte[]... inside) {
        int size = Arrays.stream(inside).mapToInt(piece -> piece.length).sum();
        byte[] all = new byte[6 + size];
        all[0] = (byte) tag;
        all[1] = (byte) 0x84;
        for (int i = 0; i < 4; i++) {
            all[2 + i] = (byte) (size >>> 24 - 8 * i);
        }
        int at = 6;
        for (byte[] piece : inside) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
