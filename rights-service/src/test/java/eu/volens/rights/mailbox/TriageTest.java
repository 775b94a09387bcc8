package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.request.Right;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {

    private static final MailAddress OWN = MailAddress.of("privacy@itsme.be").orElseThrow();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
            "X-Nothing: special                                    | person",
            "Auto-Submitted: no                                    | person",
            "Auto-Submitted: NO                                    | person",
            "Auto-Submitted: No (a human wrote this)               | person",
            "Auto-Submitted: no; owner=me                          | person",
            "Auto-Submitted: auto-replied                          | AUTOMATIC_REPLY",
            "auto-submitted: Auto-Replied (vacation)               | AUTOMATIC_REPLY",
            "AUTO-SUBMITTED: auto-generated; type=report           | AUTOMATIC_REPLY",
            "Auto-Submitted: auto-notified                         | AUTOMATIC_REPLY",
            "Auto-Submitted: (comment) auto-replied                | AUTOMATIC_REPLY",
            "Auto-Submitted: no~Auto-Submitted: auto-replied       | AUTOMATIC_REPLY",
            "Auto-Submitted:                                       | AUTOMATIC_REPLY",
            "Auto-Submitted: nonsense                              | AUTOMATIC_REPLY",
            "Return-Path: <>                                       | AUTOMATIC_REPLY",
            "Return-Path: < >                                      | AUTOMATIC_REPLY",
            "Return-Path: <lea@example.org>                        | person",
            "Precedence: bulk                                      | MAILING_LIST",
            "Precedence: Junk                                      | MAILING_LIST",
            "Precedence: list                                      | MAILING_LIST",
            "Precedence: auto_reply                                | AUTOMATIC_REPLY",
            "Precedence: first-class                               | person",
            "List-Id: <news.example.org>                           | MAILING_LIST",
            "List-Unsubscribe: <mailto:leave@example.org>          | MAILING_LIST",
            "List-Post: NO                                         | MAILING_LIST",
            "X-Auto-Response-Suppress: All                         | AUTOMATIC_REPLY",
            "X-Auto-Response-Suppress: OOF, AutoReply              | AUTOMATIC_REPLY",
            "X-Auto-Response-Suppress: None                        | person",
            "X-Autoreply: yes                                      | AUTOMATIC_REPLY",
            "X-Autorespond: away                                   | AUTOMATIC_REPLY",
            "X-Mail-Autoreply: 1                                   | AUTOMATIC_REPLY",
            "X-Spam-Flag: YES                                      | SPAM",
            "X-Spam-Status: Yes, score=9.1                         | SPAM",
            "X-Spam-Status: No, score=-1.2                         | person",
            "From: owner-announce@example.org                      | AUTOMATIC_REPLY",
            "From: announce-request@example.org                    | AUTOMATIC_REPLY",
            "From: MAILER-DAEMON@example.org                       | BOUNCE",
            "From: No-Reply <no-reply@example.org>                 | AUTOMATIC_REPLY",
            "From: Post Master <postmaster@example.org>            | AUTOMATIC_REPLY",
            "From: privacy@itsme.be                                | OWN_MESSAGE",
            "From: Privacy <PRIVACY@ITSME.BE>                      | OWN_MESSAGE",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b | BOUNCE",
            "Content-Type: multipart/report; report-type=disposition-notification    | BOUNCE",
            "Content-Type: MULTIPART/Report; boundary=b            | BOUNCE",
            "Return-Path: <>~From: postmaster@example.org          | BOUNCE",
            "Auto-Submitted: no~Auto-Submitted: no                 | person",
            "Auto-Submitted: ;owner=me                             | AUTOMATIC_REPLY",
            "X-Autoresponder: Lea's                                | AUTOMATIC_REPLY",
            "X-Auto-Reply: true                                    | AUTOMATIC_REPLY",
            "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply | AUTOMATIC_REPLY",
            "X-Auto-Response-Suppress: DR                          | person",
            "Precedence: bulk (a list)                             | MAILING_LIST",
            "Precedence: normal~Precedence: LIST                   | MAILING_LIST",
            "From: bounces+lea=example.org@mailer.example          | AUTOMATIC_REPLY",
            "From: Lea <privacy@example.org>                       | person",
            "From: donotreply@example.org                          | AUTOMATIC_REPLY",
            "Subject: Automatic reply: Your request                | AUTOMATIC_REPLY",
            "Subject: Out of Office                                | AUTOMATIC_REPLY",
            "Subject: =?utf-8?q?R=C3=A9ponse_automatique?= : mars  | AUTOMATIC_REPLY",
            "Subject: Absence du bureau : mars                     | AUTOMATIC_REPLY",
            "Subject: Automatisch antwoord: uw brief               | AUTOMATIC_REPLY",
            "Subject: Afwezig: uw brief                            | AUTOMATIC_REPLY",
            "Subject: Abwesenheitsnotiz: Ihr Schreiben             | AUTOMATIC_REPLY",
            "Subject: Automatische Antwort: Ihr Schreiben          | AUTOMATIC_REPLY",
            "Subject: Absent from your records                     | person",
            "Subject: Out of office hours nobody answers           | person",
            "References: <dsr.2026-000001.00@itsme.be>             | person"})
    void whoIsAnsweredByMachine(String fields, String expected) {
        ReadMail mail = mail(fields, "Bonjour, une question.");

        Triage.Verdict verdict = Triage.of(mail, OWN, false, List.of());
        assertThat(verdict).isEqualTo(expected.equals("person")
                ? new Triage.OpenCase(true) : new Triage.SetAside(Triage.Reason.valueOf(expected)));
    }

    @Test
    void aRequestSentByAMachineIsStillARequestButNobodyAnswersItByMachine() {
        for (String fields : List.of("Auto-Submitted: auto-generated", "Precedence: bulk", "List-Id: <x.example>", "X-Spam-Flag: YES",
                "From: no-reply@agents.example")) {
            assertThat(Triage.of(mail(fields, "x"), OWN, false, List.of(Right.ACCESS))).as(fields).isEqualTo(new Triage.OpenCase(false));
        }
    }

    @Test
    void aRobotThatSpeaksForSomebodyOpensACaseInWordsThatNameNoRight() {
        ReadMail agent = mail("Auto-Submitted: auto-generated", "We write on behalf of Lea Dubois about the personal data you have.");
        ReadMail notice = mail("Auto-Submitted: auto-generated", "We changed our privacy policy and the way personal data are used.");

        assertThat(Triage.of(agent, OWN, false, List.of())).isEqualTo(new Triage.OpenCase(false));
        assertThat(Triage.of(notice, OWN, false, List.of())).isEqualTo(new Triage.SetAside(Triage.Reason.AUTOMATIC_REPLY));
    }

    @Test
    void aRobotWhoseWordsNobodyCanReadOpensACaseForAHuman() {
        ReadMail encrypted = mail("Auto-Submitted: auto-generated~Content-Type: multipart/encrypted; boundary=b", "--b\r\n\r\nx\r\n--b--");

        assertThat(Triage.of(encrypted, OWN, false, List.of())).isEqualTo(new Triage.OpenCase(false));
    }

    @Test
    void whatAPersonWritesOpensACaseUnlessItIsPlainlyAboutSomethingElse() {
        assertThat(Triage.of(mail("X-A: b", "Bonjour, à quelle heure ouvrez-vous demain ?"), OWN, false, List.of()))
                .isEqualTo(new Triage.SetAside(Triage.Reason.NO_REQUEST));
        assertThat(Triage.of(mail("X-A: b", "Bonjour, ouvrez-vous mon dossier ?"), OWN, false, List.of())).isEqualTo(new Triage.OpenCase(true));
        assertThat(Triage.of(mail("X-A: b", "Bonjour, pouvez-vous me rappeler ?"), OWN, false, List.of())).isEqualTo(new Triage.OpenCase(true));
        assertThat(Triage.of(mail("Content-Type: text/plain; charset=x-unheard-of", "Notre réunion"), OWN, false, List.of()))
                .as("what was not read in full is judged by a human").isEqualTo(new Triage.OpenCase(true));
    }

    @Test
    void readNotificationsAndReportsNeverOpenACase() {
        for (String sample : List.of("bounce", "read-receipt")) {
            assertThat(Triage.of(MailSamples.read(sample), OWN, false, List.of(Right.ACCESS))).as(sample)
                    .isEqualTo(new Triage.SetAside(Triage.Reason.BOUNCE));
        }
        assertThat(Triage.of(MailSamples.read("out-of-office"), OWN, true, List.of(Right.ACCESS)))
                .isEqualTo(new Triage.SetAside(Triage.Reason.AUTOMATIC_REPLY));
    }

    @Test
    void aMessageWithoutSenderOpensACaseThatCannotBeAnswered() {
        ReadMail mail = MailReader.read("Subject: hello\r\n\r\nMy data please".getBytes(StandardCharsets.UTF_8));

        assertThat(Triage.of(mail, OWN, false, List.of(Right.ACCESS))).isEqualTo(new Triage.OpenCase(false));
    }

    @Test
    void whatAnswersOurLettersIsNoNewRequestUnlessItAsksForSomething() {
        assertThat(Triage.of(mail("X-A: b", "Merci"), OWN, true, List.of())).isEqualTo(new Triage.SetAside(Triage.Reason.REPLY));
        assertThat(Triage.of(mail("X-A: b", "Effacez mes données"), OWN, true, List.of(Right.ERASURE)))
                .isEqualTo(new Triage.OpenCase(true));
        assertThat(Triage.of(mail("Auto-Submitted: auto-replied", "Absent"), OWN, true, List.of(Right.ACCESS)))
                .isEqualTo(new Triage.SetAside(Triage.Reason.AUTOMATIC_REPLY));
    }

    private static ReadMail mail(String fields, String body) {
        String from = fields.contains("From:") ? "" : "From: Lea <lea@example.org>\r\n";
        return MailReader.read((from + fields.strip().replace("~", "\r\n") + (fields.startsWith("Subject:") ? "" : "\r\nSubject: x") + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
    }
}
