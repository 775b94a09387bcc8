package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.mailbox.SetAsideMails;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where the second mail of a person goes, and what mail servers and machines send back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailThreadsIT {

    private static final String ASKS = "Hello, please send me a copy of all the personal data you hold about me. Thank you very much.";

    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final RunningRights rights;

    MailThreadsIT(@TempDir Path folder) {
        rights = new RunningRights(folder, post, ledger, clock);
    }

    @AfterAll
    void stop() {
        rights.close();
        ledger.close();
        post.close();
    }

    @Test
    void anAnswerToOurLetterAQuoteOfTheirOwnMailAndACaseNumberAllLeadToTheCase() {
        CaseFile file = opened("thread");
        write("thread", "thread-2", "In-Reply-To: " + letterId("thread") + "\n", "Re: Your request", "I forgot: my old address was Kerkstraat 1.");
        write("Thread", "thread-3", "References: <nobody@example.org> <thread-1@example.org>\n", "More", "And I was a customer until 2019.");
        write("thread", "thread-4", "", "[" + file.caseNumber() + "]", "When will I hear from you?");
        write("thread", "thread-5", "References: <thread-3@example.org>\n", "Re: More", "Thank you.");

        assertThat(howJoined(file, 4)).containsExactlyInAnyOrder("letter", "references", "case-number", "references");
        assertThat(rights.file(file.caseId()).attention()).containsExactly(Attention.NEW_MESSAGE);
        assertThat(casesOf("thread")).hasSize(1);
        assertThat(post.inbox("thread@example.org")).as("nobody answers an answer").hasSize(1);
        allSettled();
        assertThat(joined(file)).extracting(mail -> rights.bean(KeptMails.class).message(mail).orElseThrow().text())
                .contains(Personal.of("I forgot: my old address was Kerkstraat 1."));
    }

    @Test
    void aMessageThatJoinsIsDoubtedLikeTheFirst() {
        CaseFile file = opened("doubted");
        write("doubted", "doubted-2", "Reply-To: thief@elsewhere.example\nIn-Reply-To: " + letterId("doubted") + "\n", "Re: Your request",
                "Here I am.");
        howJoined(file, 1);
        Eventually.is("the doubt is raised", () -> rights.bean(CaseLog.class).find(file.caseId()).orElseThrow().all(IdentityDoubted.class).stream()
                .anyMatch(raised -> raised.doubts().equals(List.of(Doubt.REPLY_ELSEWHERE))));
    }

    @Test
    void anotherSenderOpensACaseOfTheirOwnThatSaysWhereItSeemsToBelong() {
        CaseFile file = opened("owner");
        write("stranger", "stranger-1", "In-Reply-To: " + letterId("owner") + "\n", "Re: Your request", "Where are the data?");
        write("curious", "curious-1", "", "Case " + file.caseNumber(), ASKS);
        write("owner", "owner-2", "In-Reply-To: <dsr." + file.caseNumber() + "." + "0".repeat(32) + "@itsme.be>\n", "hello", "A guessed id is no letter of ours.");

        for (String name : List.of("stranger", "curious")) {
            CaseFile own = rights.caseOf(name + "@example.org");
            assertThat(own.attention()).as(name).contains(Attention.OTHER_SENDER);
            Eventually.is("the new case of " + name + " names the other", () -> rights.bean(KeptMails.class).earlierCase(own.caseId())
                    .equals(java.util.Optional.of(file.caseId())));
        }
        Eventually.is("whoever guesses an id has a case of their own", () -> casesOf("owner").size() == 2);
        allSettled();
        assertThat(casesOf("owner")).allMatch(own -> rights.bean(KeptMails.class).earlierCase(own.caseId()).isEmpty());
        assertThat(rights.file(file.caseId()).steps()).extracting(CaseFile.Step::name).doesNotContain("message-joined");
    }

    @Test
    void whatAsksAnewHasAMonthOfItsOwnAndWhatDoesNotLeavesAClosedCaseClosed() {
        CaseFile file = opened("again");
        write("again", "again-2", "In-Reply-To: " + letterId("again") + "\n", "Re: Your request", "Please hurry with the copy of my personal data.");
        assertThat(howJoined(file, 1)).containsExactly("letter");
        write("again", "again-3", "In-Reply-To: " + letterId("again") + "\n", "Re: Your request", "And then please delete all my data from your systems.");
        Eventually.is("the other right is another case", () -> casesOf("again").size() == 2);
        CaseFile other = casesOf("again").stream().filter(own -> !own.caseId().equals(file.caseId())).findFirst().orElseThrow();
        assertThat(other.rights()).containsExactly(Right.ERASURE);
        assertThat(rights.bean(KeptMails.class).earlierCase(other.caseId())).contains(file.caseId());
        assertThat(other.attention()).doesNotContain(Attention.OTHER_SENDER);

        rights.send(new CloseRequest(file.caseId(), Outcome.HANDLED_BY_HAND, "dpo", Personal.of("done"), clock.instant()));
        write("again", "again-4", "In-Reply-To: " + letterId("again") + "\n", "Re: Your request", "Thank you, that was quick.");
        howJoined(file, 2);
        CaseFile closed = rights.file(file.caseId());
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.attention()).contains(Attention.NEW_MESSAGE);
        assertThat(closed.moves()).contains(CaseFile.Move.REOPEN);
        write("again", "again-5", "In-Reply-To: " + letterId("again") + "\n", "Re: Your request", ASKS);
        Eventually.is("a right asked for after the end is a new request", () -> casesOf("again").size() == 3);
    }

    @Test
    void whatBelongsToACaseThatWasJoinedToAnotherGoesThere() {
        CaseFile first = opened("merged");
        write("merged", "merged-2", "", "Once more", ASKS);
        Eventually.is("two cases", () -> casesOf("merged").size() == 2);
        CaseFile second = casesOf("merged").stream().filter(own -> !own.caseId().equals(first.caseId())).findFirst().orElseThrow();
        CaseFacts into = rights.bean(CaseLog.class).find(first.caseId()).orElseThrow();
        rights.send(new MergeRequest(second.caseId(), into.caseId(), into.caseNumber(), into.person(), into.receivedAt(),
                into.deadline().dueOn(), into.rights(), into.identityConfirmed(), "dpo", clock.instant()));

        write("merged", "merged-3", "References: <merged-2@example.org>\n", "Re: Once more", "Any news?");
        assertThat(howJoined(first, 2)).as("the message of the joined case, and the one that answers it").containsExactlyInAnyOrder("hand", "references");
        assertThat(joined(second)).isEmpty();
    }

    @Test
    void whatComesBackIsToldToTheCaseOfTheLetterAndWhatIsForgedOrOnlyLateIsNot() {
        CaseFile file = opened("bounced");
        String letter = letterId("bounced");
        report("bounce-1", "delayed", "4.4.1", letter);
        report("bounce-2", "delivered", "2.0.0", letter);
        report("bounce-3", "failed", "5.1.1", letter.replaceAll("[0-9a-f]{32}@", "0".repeat(32) + "@"));
        allSettled();
        assertThat(rights.file(file.caseId()).attention()).isEmpty();

        rights.database().sql("UPDATE letter SET state = 'sent', next_try_at = ? WHERE message_id = ?")
                .params(clock.instant().plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC), letter).update();
        report("bounce-4", "failed", "5.1.1", letter);
        Eventually.is("a bounce that came before its letter is recorded waits", () -> rights.database()
                .sql("SELECT count(*) FROM incoming_mail WHERE state = 'kept' AND next_try_at > ?").param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Integer.class).single() == 1);
        rights.database().sql("UPDATE letter SET next_try_at = ? WHERE message_id = ?").params(clock.instant().atOffset(ZoneOffset.UTC), letter).update();
        clock.advance(Duration.ofMinutes(2));
        report("bounce-5", "failed", "5.1.1", letter);
        allSettled();

        CaseFile bounced = rights.file(file.caseId());
        assertThat(bounced.attention()).containsExactly(Attention.LETTER_BOUNCED);
        assertThat(bounced.steps().stream().filter(step -> step.name().equals("letter-bounced"))).singleElement()
                .satisfies(step -> assertThat(step.facts()).containsEntry("code", "5.1.1"));
        assertThat(rights.bean(SetAsideMails.class).list(0, 100).mails()).extracting(SetAsideMails.Mail::reason)
                .contains("delayed", "delivered", "bounce");
        assertThat(rights.cases()).as("no report opened a case").noneMatch(row -> rights.file(row.caseId()).correspondent().address().orElse("").contains("daemon"));

        UUID setAside = rights.database().sql("SELECT mail_id FROM incoming_mail WHERE about_case = ? AND reason LIKE '%delayed%'").param(file.caseId())
                .query(UUID.class).single();
        UUID byHand = rights.bean(SetAsideMails.class).openCase(setAside, "dpo").orElseThrow();
        assertThat(person(byHand)).as("whoever sent it, not whom the quoted letter went to").isNotEqualTo(person(file.caseId()));
        assertThat(rights.bean(KeptMails.class).ofCase(byHand).orElseThrow().subject()).isEqualTo(Personal.of("Your mail"));
        assertThat(rights.database().sql("SELECT person FROM incoming_mail WHERE mail_id = ?").param(setAside).query(UUID.class).single())
                .isEqualTo(person(byHand));
    }

    @Test
    void anAutomaticReplyToOurLetterNeitherReopensNorIsAnsweredAndARobotThatAsksIsRead() {
        CaseFile file = opened("robot");
        rights.send(new CloseRequest(file.caseId(), Outcome.HANDLED_BY_HAND, "dpo", Personal.of(""), clock.instant()));
        String answering = "Auto-Submitted: auto-replied\nIn-Reply-To: " + letterId("robot") + "\n";
        write("robot", "robot-2", answering, "Away: Your request", "I am away until Monday.");
        allSettled();
        CaseFile closed = rights.file(file.caseId());
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.attention()).isEmpty();

        write("robot", "robot-3", answering, "Re: Your request", "On behalf of our client: please delete all data you hold about her.");
        howJoined(file, 1);
        assertThat(rights.file(file.caseId()).attention()).containsExactly(Attention.NEW_MESSAGE);
        assertThat(rights.file(file.caseId()).status()).isEqualTo(Status.CLOSED);
        assertThat(post.inbox("robot@example.org")).hasSize(1);
    }

    private UUID person(UUID caseId) {
        return rights.bean(CaseLog.class).find(caseId).orElseThrow().person().value();
    }

    private void report(String id, String action, String status, String letter) {
        post.send("", "From: MAILER-DAEMON@mx.example\nSubject: Your mail\nMessage-ID: <" + id + "@mx.example>\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nAbout your mail.\n--b\n"
                + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; x@example.org\nAction: " + action
                + "\nStatus: " + status + "\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: " + letter + "\n--b--\n");
    }

    private CaseFile opened(String name) {
        write(name, name + "-1", "", "Request", ASKS);
        post.await(name + "@example.org", "Your request");
        CaseFile file = rights.caseOf(name + "@example.org");
        Eventually.is("the letter is recorded", () -> rights.file(file.caseId()).status() == Status.AWAITING_IDENTITY);
        return rights.file(file.caseId());
    }

    private void write(String name, String id, String fields, String subject, String text) {
        String address = name + "@example.org";
        post.send(address, "From: " + address + "\nTo: privacy@itsme.be\nSubject: " + subject + "\nMessage-ID: <" + id + "@example.org>\n" + fields
                + "\n" + text + "\n");
    }

    private String letterId(String name) {
        return PostOffice.header(post.inbox(name + "@example.org").getFirst(), "Message-ID");
    }

    private List<CaseFile> casesOf(String name) {
        return rights.cases().stream().map(row -> rights.file(row.caseId()))
                .filter(file -> file.correspondent().address().orElse("").equals(name + "@example.org")).toList();
    }

    private List<String> howJoined(CaseFile file, int messages) {
        Eventually.is(messages + " joined", () -> joins(file).size() == messages);
        return joins(file).stream().map(MessageJoined::how).toList();
    }

    private List<UUID> joined(CaseFile file) {
        return joins(file).stream().map(MessageJoined::messageRef).toList();
    }

    private List<MessageJoined> joins(CaseFile file) {
        return rights.bean(CaseLog.class).find(file.caseId()).orElseThrow().all(MessageJoined.class);
    }

    /** Every message sent so far has come to rest. */
    private void allSettled() {
        Eventually.is("all is settled", () -> post.privacyMails().size() == rights.database()
                .sql("SELECT count(*) FROM incoming_mail WHERE state <> 'kept'").query(Integer.class).single());
    }
}
