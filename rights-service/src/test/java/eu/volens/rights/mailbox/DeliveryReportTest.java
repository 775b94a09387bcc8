package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.mailbox.DeliveryReport.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryReportTest {

    private static final String LETTER = "<dsr.2026-000007.0123456789abcdef0123456789abcdef@itsme.be>";

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "failed                | 5.1.1                        | FAILED    | 5.1.1",
            "Failed                | 5.7.26 (policy)              | FAILED    | 5.7.26",
            "failed                | 4.4.7                        | FAILED    | 4.4.7",
            "failed (gave up)      | -                            | FAILED    | ''",
            "delayed               | 4.4.1                        | DELAYED   | 4.4.1",
            "delayed               | 5.0.0                        | DELAYED   | 5.0.0",
            "delivered             | 2.0.0                        | DELIVERED | 2.0.0",
            "relayed               | 2.1.9                        | DELIVERED | 2.1.9",
            "expanded              | 2.0.0                        | DELIVERED | 2.0.0",
            "failed                | 2.0.0                        | OTHER     | ''",
            "-                     | 5.2.2                        | FAILED    | 5.2.2",
            "-                     | 4.2.2                        | DELAYED   | 4.2.2",
            "vanished              | nonsense                     | OTHER     | ''"})
    void theActionCountsAndThenTheCode(String action, String status, Outcome outcome, String code) {
        DeliveryReport report = read(report((action == null ? "" : "Action: " + action + "\n") + (status == null ? "" : "Status: " + status + "\n")));

        assertThat(report).isEqualTo(new DeliveryReport(outcome, code, java.util.List.of(LETTER)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "A message that you sent could not be delivered. This is a permanent error. host mx [192.0.2.1]: 550 5.1.1 no such user | FAILED | 5.1.1",
            "I'm afraid I wasn't able to deliver your message. This is a permanent error; I've given up. Remote host said: 550 sorry | FAILED | ''",
            "Warning: message delayed 24 hours. Delivery attempts will continue for some time; no action is required.              | DELAYED | ''",
            "Your message could not be delivered for 4 hours: 451 4.7.1 greylisted. It will be retried until it is 5 days old.      | FAILED  | 4.7.1",
            "Delivery is delayed: 451 4.7.1 try again later. It will be retried.                                                    | DELAYED | 4.7.1",
            "Unzustellbar: mailbox full 552 5.2.2                                                                                  | FAILED  | 5.2.2",
            "The server at 5.1.1.1 said hello on 5.11.2026.                                                                        | OTHER   | ''",
            "Thank you for your letter.                                                                                            | OTHER   | ''"})
    void whatAServerSaysInItsOwnWords(String words, Outcome outcome, String code) {
        DeliveryReport report = read("From: MAILER-DAEMON@mx.example\nSubject: mail\n\n" + words + "\n\nReturn-Path: <privacy@itsme.be>\nMessage-ID: "
                + LETTER + "\nSubject: returned 5.5.5 permanent\n\nbody\n");

        assertThat(report).isEqualTo(new DeliveryReport(outcome, code, java.util.List.of(LETTER)));
    }

    @Test
    void theReturnedMessageComesBeforeThoseItAnswers() {
        String other = "<dsr.2026-000001.ffffffffffffffffffffffffffffffff@itsme.be>";
        DeliveryReport report = read("From: MAILER-DAEMON@mx.example\nReferences: " + other + "\n\nfailed permanently\n\nIn-Reply-To: " + other + "\nMessage-Id: "
                + LETTER + "\n");

        assertThat(report.letters()).containsExactly(LETTER, other);
    }

    @Test
    void aReadReceiptIsNoBounce() {
        DeliveryReport report = read("From: lea@example.org\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\n"
                + "This mail was permanently displayed 5.1.1\n--b\nContent-Type: message/disposition-notification\n\n"
                + "Original-Message-ID: " + LETTER + "\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n");

        assertThat(report.outcome()).isEqualTo(Outcome.OTHER);
        assertThat(report.letters()).containsExactly(LETTER);
    }

    @Test
    void oneFailureAmongSeveralRecipientsCounts() {
        assertThat(read(report("Action: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 5.1.1\n")).outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void itNeverThrowsWhateverTheBytes() {
        Random random = new Random(7);
        byte[] sound = report("Action: failed\nStatus: 5.1.1\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            byte[] broken = sound.clone();
            for (int i = 0; i < 1 + round % 20; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThat(DeliveryReport.read(MailReader.read(broken), broken)).isNotNull();
        }
    }

    private static String report(String recipient) {
        return "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"=_b\"\n\n"
                + "--=_b\nContent-Type: text/plain\n\nYour mail.\n--=_b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
                + "Final-Recipient: rfc822; lea@example.org\n" + recipient + "\n--=_b\nContent-Type: message/rfc822\n\nSubject: Votre demande\nMessage-ID: "
                + LETTER + "\n\nBonjour\n--=_b--\n";
    }

    private static DeliveryReport read(String message) {
        byte[] raw = message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return DeliveryReport.read(MailReader.read(raw), raw);
    }
}
