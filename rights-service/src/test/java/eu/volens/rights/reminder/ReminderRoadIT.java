package eu.volens.rights.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Eventually;
import eu.volens.rights.LedgerStandIn;
import eu.volens.rights.PostOffice;
import eu.volens.rights.RunningRights;
import eu.volens.rights.SettableClock;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.request.Actor;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.IdentityMethod;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A case is received on Thursday 6 March 2098 and due on Monday 7 April; time passes, and with it restarts and a refusing mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReminderRoadIT {

    private static final String DPO = "dpo@itsme.be";
    private static final String ABOVE = "legal@itsme.be";
    private static final Instant RECEIVED = Instant.parse("2098-03-06T09:00:00Z");

    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final RunningRights rights;
    private int numbers;

    ReminderRoadIT(@TempDir Path folder) {
        itIs("2098-03-06T09:00:00Z");
        rights = new RunningRights(folder, post, ledger, clock);
    }

    @AfterAll
    void stop() {
        rights.close();
        ledger.close();
        post.close();
    }

    @Test
    void anOpenCaseReachesTheDpoAndThenThoseAboveEachTimeOnce() throws Exception {
        CaseFile ada = received("Ada Lovelace", "ada@example.org", Right.ACCESS);
        CaseFile bob = received("Bob", "bob@example.org", Right.ACCESS);
        rights.send(new CloseRequest(bob.caseId(), Outcome.HANDLED_BY_HAND, "dpo", Personal.of("by telephone"), clock.instant()));
        post.await("ada@example.org", "Votre demande");
        Eventually.is("Ada's timers wait, Bob's are gone", () -> timers(ada) == 6 && timers(bob) == 0);

        rights.stop();
        itIs("2098-03-13T10:00:00Z");
        rights.startAgain();
        MimeMessage silent = post.await(DPO, "la personne n’a pas confirmé son identité");
        check(silent, ada);

        itIs("2098-03-28T06:00:10Z");
        post.await(DPO, "notre propre objectif est atteint");

        post.refuse(true);
        itIs("2098-03-31T05:00:10Z");
        Eventually.is("the reminder waits for the mail server",
                () -> count("SELECT count(*) FROM reminder WHERE milestone = 'WEEK_LEFT' AND state = 'wanted' AND problem IS NOT NULL") == 1);
        post.refuse(false);
        itIs("2098-03-31T08:00:00Z");
        post.await(DPO, "il reste une semaine");

        itIs("2098-04-07T22:00:10Z");
        check(post.await(ABOVE, "délai dépassé"), ada);
        post.await(DPO, "délai dépassé");

        assertThat(told(ada)).as("what the clock jumped over is not told late")
                .containsExactly("identity-silent dpo", "internal-target dpo", "week-left dpo", "overdue above");
        assertThat(rights.file(ada.caseId()).steps()).filteredOn(step -> step.name().equals("reminded")).hasSize(4);
        Eventually.is("nothing is left to be told", () -> timers(ada) == 0);
        whatACrashRepeatsChangesNothing(ada);
        assertThat(post.inbox(DPO)).hasSize(5);
        assertThat(post.inbox(ABOVE)).hasSize(1);
        assertThat(post.inbox(DPO)).extracting(message -> PostOffice.header(message, "Message-ID")).as("the one sent twice has one id")
                .doesNotContain("").satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(4));
        whatWasAnsweredAndDoesNotComeBackIsOver();
    }

    /** A timer that was told but is still there, and a mail that left but was not noted. */
    private void whatACrashRepeatsChangesNothing(CaseFile ada) {
        rights.database().sql("""
                INSERT INTO case_timer (case_id, what, person, urgency, due_at, next_try_at)
                SELECT case_id, 'overdue', person, 5, '2098-04-07T22:00:00Z', '2098-04-07T22:00:00Z' FROM case_list WHERE case_id = ?""")
                .param(ada.caseId()).update();
        Eventually.is("the timer is gone again", () -> timers(ada) == 0);
        assertThat(told(ada)).hasSize(4);

        rights.database().sql("UPDATE reminder SET state = 'wanted', next_try_at = '2098-04-07T22:00:00Z' WHERE milestone = 'IDENTITY_SILENT'").update();
        Eventually.is("the mail is there twice", () -> post.inbox(DPO).size() == 5);
        Eventually.is("and is noted", () -> count("SELECT count(*) FROM reminder WHERE state <> 'sent'") == 0);
    }

    private void whatWasAnsweredAndDoesNotComeBackIsOver() {
        UUID eve = received("Eve", "eve@example.org", Right.ERASURE).caseId();
        rights.send(new JudgeIdentity(eve, true, IdentityMethod.JUDGEMENT, Personal.of("called back"), "dpo", clock.instant()));
        rights.await(eve, Status.IN_REVIEW);
        rights.send(new DecideRight(eve, Right.ERASURE, Ruling.REFUSED, Set.of(Ground.LEGAL_OBLIGATION), Set.of(),
                Personal.of("kept by law"), "dpo", clock.instant()));
        rights.send(new ApproveAnswer(eve, "dpo", clock.instant()));
        rights.await(eve, Status.ANSWERED);
        Eventually.is("it waits for a bounce", () -> count("SELECT count(*) FROM case_timer WHERE what = 'close' AND case_id = '" + eve + "'") == 1);
        clock.advance(Duration.ofDays(5));
        CaseFile closed = rights.await(eve, Status.CLOSED);
        assertThat(closed.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(closed.steps().getLast().actor()).isEqualTo(Actor.SYSTEM);
    }

    private void check(MimeMessage reminder, CaseFile file) throws Exception {
        String text = PostOffice.text(reminder, "text/plain");
        assertThat(text).contains(file.caseNumber(), RunningRights.RIGHTS_URL + "/console/cases/" + file.caseId(), "lundi 7 avril 2098");
        assertThat(text + PostOffice.subject(reminder)).as("nothing of the person").doesNotContainIgnoringCase("ada", "lovelace", "example.org");
        assertThat(PostOffice.header(reminder, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(PostOffice.header(reminder, "Reply-To")).as("an answer opens no case").doesNotContain(PostOffice.PRIVACY);
        assertThat(PostOffice.header(reminder, "Message-ID")).matches("<reminder\\." + file.caseNumber() + "\\.[0-9a-f]{32}@itsme\\.be>");
    }

    private CaseFile received(String name, String address, Right right) {
        UUID caseId = UUID.randomUUID();
        PersonId person = rights.bean(Correspondents.class)
                .findOrAdd(MailAddress.of(address).orElseThrow(), name, new PersonId(UUID.randomUUID()), clock.instant());
        rights.send(new ReceiveRequest(caseId, "2098-00000" + ++numbers, person, List.of(right), Set.of(), "mail", "fr", RECEIVED,
                rights.bean(DeadlineLaw.class).receivedAt(RECEIVED), Personal.of(address), Personal.of(name), Personal.of("Mes données"),
                Personal.of(List.of()), null, true, clock.instant()));
        return rights.file(caseId);
    }

    private List<String> told(CaseFile file) {
        return rights.bean(CaseLog.class).find(file.caseId()).orElseThrow().all(DeadlineReminded.class).stream()
                .map(event -> event.milestone().wireName() + " " + event.to()).toList();
    }

    private long timers(CaseFile file) {
        return count("SELECT count(*) FROM case_timer WHERE case_id = '" + file.caseId() + "'");
    }

    private long count(String sql) {
        return rights.database().sql(sql).query(Long.class).single();
    }

    private void itIs(String instant) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
    }
}
