package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.erasure.HoldGround;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.casefile.CaseList;
import eu.volens.rights.delivery.Downloads;
import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.erasure.ErasureDesk.Refused;
import eu.volens.rights.erasure.PersonalTables;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.mailbox.IncomingMail;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.mailbox.SetAsideMails;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.Status;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A person's whole road, and then nothing of it: tables, mailbox, links, pages, and an old database that comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasureRoadIT {

    private static final String BODY = "Hello, please send me a copy of all the personal data you hold about me. Thank you very much. Heron-4711.";

    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final RunningRights rights;

    ErasureRoadIT(@TempDir Path folder) {
        rights = new RunningRights(folder, post, ledger, clock);
    }

    @AfterAll
    void stop() {
        rights.close();
        ledger.close();
        post.close();
    }

    @Test
    void anErasedPersonIsGoneFromEveryTableAndTheMailboxAndTheCaseStaysReadable() {
        Road road = answered("heron@example.org");
        PersonId person = personOf(road.file());
        // Closed by hand, the case itself destroys the package.
        assertThat(rowsOf(person)).as("before, there is something to find").allSatisfy((table, rows) -> assertThat(rows).isPositive());
        close(road.file());
        awaitCaseList();
        List<String> before = caseList();

        assertThat(desk().erase(road.caseId(), "dpo")).isEmpty();

        assertThat(rowsOf(person)).allSatisfy((table, rows) -> assertThat(rows).as(table).isZero());
        assertThat(rights.bean(PersonKeys.class).find(List.of(person))).isEmpty();
        Eventually.is("the mailbox has nothing of them", () -> post.privacyMails().stream().noneMatch(mail -> mail.contains("heron")));
        Eventually.is("nothing is left to expunge", () -> count("SELECT count(*) FROM mail_to_expunge") == 0);
        checkErased(rights.file(road.caseId()));
        assertThat(rights.bean(IdentityLinks.class).look(road.identityToken())).isInstanceOf(IdentityLinks.Unknown.class);
        assertThat(rights.bean(Downloads.class).look(road.downloadToken())).isInstanceOf(Downloads.Unknown.class);
        assertThat(row(road.caseId()).from()).isEqualTo(Personal.erased());

        rebuildCaseList();
        assertThat(caseList()).isEqualTo(before);
        assertThat(row(road.caseId()).from()).isEqualTo(Personal.erased());
    }

    private static void checkErased(CaseFile file) {
        assertThat(file.correspondent()).isEqualTo(new CaseFile.Correspondent(Personal.erased(), Personal.erased()));
        CaseFile.Message message = file.message().orElseThrow();
        assertThat(List.of(message.subject(), message.text(), message.attachments(), message.consentRecords())).allMatch(Personal::isErased);
        assertThat(file.letters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.text()).isEqualTo(Personal.erased());
            assertThat(letter.subject()).isEqualTo(Personal.erased());
            assertThat(letter.sha256()).isNotNull();
        });
        assertThat(file.holders()).singleElement().satisfies(holder -> assertThat(holder.answer()).isEqualTo(Personal.erased()));
        assertThat(file.status()).isEqualTo(Status.CLOSED);
        assertThat(file.steps()).extracting(CaseFile.Step::name).startsWith("received").endsWith("closed");
    }

    @Test
    void erasingTwiceGivesTheFirstCertificate() {
        UUID caseId = closed("twice@example.org");
        assertThat(desk().erase(caseId, "dpo")).isEmpty();
        ErasureDesk.Standing once = desk().find(caseId).orElseThrow();

        assertThat(desk().erase(caseId, "somebody-else")).isEmpty();

        assertThat(desk().find(caseId)).contains(once);
        ErasureDesk.Certificate certificate = Objects.requireNonNull(once.certificate());
        assertThat(certificate.by()).isEqualTo("dpo");
        assertThat(rights.database().sql("SELECT type FROM event_log WHERE position = ?").param(certificate.position()).query(String.class).single())
                .isEqualTo("person.erased/1");
        assertThat(desk().placeHold(caseId, HoldGround.LEGAL_CLAIMS, "too late", "dpo")).contains(Refused.ERASED);
    }

    @Test
    void aLegalHoldIsInTheWayWithItsReasonUntilItIsLifted() {
        UUID caseId = closed("held@example.org");
        assertThat(desk().placeHold(caseId, HoldGround.LEGAL_CLAIMS, "sued us", "dpo")).isEmpty();

        assertThat(desk().erase(caseId, "dpo")).contains(Refused.ON_HOLD);

        assertThat(desk().find(caseId).orElseThrow().holds()).singleElement().satisfies(hold -> {
            assertThat(hold.ground()).isEqualTo(HoldGround.LEGAL_CLAIMS);
            assertThat(hold.reason()).isEqualTo(Personal.of("sued us"));
            assertThat(desk().liftHold(caseId, hold.hold(), "dpo")).isEmpty();
            assertThat(desk().liftHold(caseId, hold.hold(), "dpo")).contains(Refused.NO_SUCH_HOLD);
        });
        assertThat(rights.file(caseId).correspondent().address()).isEqualTo(Personal.of("held@example.org"));
        assertThat(desk().erase(caseId, "dpo")).isEmpty();
    }

    @Test
    void anOpenCaseStillOwesAnAnswer() {
        CaseFile file = asked("open@example.org");

        assertThat(desk().erase(file.caseId(), "dpo")).contains(Refused.CASES_OPEN);

        assertThat(desk().find(file.caseId()).orElseThrow().openCases()).containsExactly(file.caseNumber());
        assertThat(rights.file(file.caseId()).correspondent().address()).isEqualTo(Personal.of("open@example.org"));

        Browser browser = new Browser(rights.address());
        browser.submit(browser.get("/request"), "/request", Map.of("right", "access", "mail", "open-form@example.org"));
        CaseFile byForm = rights.caseOf("open-form@example.org");
        rights.await(byForm.caseId(), Status.AWAITING_IDENTITY);
        rights.database().sql("DELETE FROM case_list WHERE case_id = ?").param(byForm.caseId()).update();
        assertThat(desk().erase(byForm.caseId(), "dpo")).as("also while the list is behind").contains(Refused.CASES_OPEN);
        rebuildCaseList();
    }

    @Test
    void whatComesBackLaterForAnErasedPersonIsNotKept() {
        UUID caseId = closed("late@example.org");
        String letter = PostOffice.header(post.await("late@example.org", "Your request"), "Message-ID");
        long cases = rights.cases().size();
        assertThat(desk().erase(caseId, "dpo")).isEmpty();

        post.send("", bounce("late@example.org", letter, "second"));

        Eventually.is("the bounce is taken away", () -> count("SELECT count(*) FROM incoming_mail WHERE reason = 'erased' AND sealed IS NULL") == 1);
        Eventually.is("the mailbox has nothing of them", () -> post.privacyMails().stream().noneMatch(mail -> mail.contains("late@example.org")));
        assertThat(rights.cases()).hasSize((int) cases);
        SetAsideMails mails = rights.bean(SetAsideMails.class);
        assertThat(mails.list(0, 100).mails()).filteredOn(mail -> mail.reason().equals("erased")).isNotEmpty().allSatisfy(mail -> {
            assertThat(mail.text()).isEqualTo(Personal.erased());
            assertThat(mails.openCase(mail.mailId(), "dpo")).isEmpty();
        });
    }

    @Test
    void aMailboxThatCountsAnewBringsNoErasedMailBack() {
        KeptMails kept = rights.bean(KeptMails.class);
        byte[] mail = request("anew@example.org").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        kept.keep(new IncomingMail("another mailbox", 1, 7, clock.instant(), mail, true));
        UUID caseId = close(rights.caseOf("anew@example.org"));
        assertThat(desk().erase(caseId, "dpo")).isEmpty();
        int cases = rights.cases().size();

        kept.keep(new IncomingMail("another mailbox", 2, 1, clock.instant(), mail, true));

        Eventually.is("it is known", () -> count("SELECT count(*) FROM mail_to_expunge WHERE mailbox = 'another mailbox' AND uid_validity = 2") == 1);
        assertThat(count("SELECT count(*) FROM incoming_mail WHERE mailbox = 'another mailbox' AND sealed IS NOT NULL")).isZero();
        assertThat(rights.cases()).hasSize(cases);
        rights.database().sql("DELETE FROM mail_to_expunge WHERE mailbox = 'another mailbox'").update();
    }

    @Test
    void whoWritesAgainAfterwardsIsSomebodyNew() {
        UUID caseId = closed("again@example.org");
        assertThat(desk().erase(caseId, "dpo")).isEmpty();

        post.send("again@example.org", request("again@example.org").replace("Message-ID: <", "Message-ID: <anew."));

        CaseFile anew = rights.caseOf("again@example.org");
        assertThat(anew.caseId()).isNotEqualTo(caseId);
        assertThat(personOf(anew)).isNotEqualTo(personOf(rights.file(caseId)));
    }

    @Test
    void anOldDatabaseBringsNobodyBack() {
        UUID caseId = closed("restored@example.org");
        PersonId person = personOf(rights.file(caseId));
        CaseFile open = asked("reopened@example.org");
        rights.stop();
        String backup = TestDatabase.copy(rights.databaseUrl());
        rights.startAgain();
        assertThat(desk().erase(caseId, "dpo")).isEmpty();
        assertThat(desk().erase(close(open), "dpo")).isEmpty();
        rights.stop();

        TestDatabase.replace(rights.databaseUrl(), backup);
        rights.startAgain();

        assertThat(rowsOf(person)).allSatisfy((table, rows) -> assertThat(rows).as(table).isZero());
        assertThat(rights.file(caseId).correspondent().address()).isEqualTo(Personal.erased());
        assertThat(desk().find(caseId).orElseThrow().certificate()).satisfies(certificate -> assertThat(certificate.by()).isEqualTo("system"));
        assertThatWhatIsOpenAgainCanBeClosed(open.caseId());
    }

    private void assertThatWhatIsOpenAgainCanBeClosed(UUID caseId) {
        CaseFile again = rights.file(caseId);
        assertThat(again.status()).isNotEqualTo(Status.CLOSED);
        assertThat(again.correspondent().address()).isEqualTo(Personal.erased());

        close(again);

        assertThat(rights.file(caseId).steps().getLast().name()).isEqualTo("closed");
        assertThat(rights.database().sql("SELECT type FROM event_log WHERE stream = ? ORDER BY position DESC LIMIT 1").param(caseId)
                .query(String.class).single()).isEqualTo("request.closed-after-erasure/1");
        Eventually.is("the list has it", () -> count("SELECT count(*) FROM case_list WHERE closed_at IS NOT NULL AND case_id = '" + caseId + "'") == 1);
    }

    /** A column that looks personal must be in a table that the erasure knows, or be named here with its reason. */
    @Test
    void everyTableThatHoldsSomethingOfAPersonIsKnownToTheErasure() {
        Set<String> notPersonal = Set.of(
                "event_log", "person_key", // the erasure itself
                "case_list"); // a random id
        List<String> looksPersonal = rights.database().sql("""
                SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'rights'
                AND (column_name IN ('person', 'sealed', 'token_sha256') OR column_name LIKE '%hmac%')""").query(String.class).list();

        assertThat(looksPersonal).filteredOn(table -> !notPersonal.contains(table))
                .containsExactlyInAnyOrderElementsOf(PersonalTables.all().stream().map(table -> table.name()).toList());
    }

    /** What a person did, and the secrets they got. */
    private record Road(CaseFile file, String identityToken, String downloadToken) {

        UUID caseId() {
            return file.caseId();
        }
    }

    /** From the mail, which comes twice, to an answer that waits to be fetched and to a letter that bounced. */
    private Road travelled(String address) {
        Road road = answered(address);
        close(road.file());
        return road;
    }

    private Road answered(String address) {
        CaseFile file = asked(address);
        post.send(address, request(address));
        MimeMessage letter = post.await(address, "Your request");
        String identity = PostOffice.token(letter, "identity");
        rights.bean(IdentityLinks.class).confirm(identity, Set.of(LedgerStandIn.KNOWN));
        rights.await(file.caseId(), Status.IN_REVIEW);
        rights.send(new ApproveAnswer(file.caseId(), "dpo", clock.instant()));
        MimeMessage answer = post.await(address, "Answer to your request");
        post.send("", bounce(address, PostOffice.header(answer, "Message-ID"), "first"));
        // Not by its status: the report makes it an answer that came back.
        Eventually.is("the answer is out", () -> rights.file(file.caseId()).steps().stream().anyMatch(step -> step.name().equals("answer-sent")));
        PersonId person = personOf(file);
        Eventually.is("three mails are theirs", () -> count("SELECT count(*) FROM incoming_mail WHERE person = '" + person + "'") == 3);
        return new Road(rights.file(file.caseId()), identity, PostOffice.token(answer, "download"));
    }

    private CaseFile asked(String address) {
        post.send(address, request(address));
        CaseFile file = rights.caseOf(address);
        post.await(address, "Your request");
        return rights.await(file.caseId(), Status.AWAITING_IDENTITY);
    }

    private UUID closed(String address) {
        return close(asked(address));
    }

    private UUID close(CaseFile file) {
        rights.send(new CloseRequest(file.caseId(), Outcome.HANDLED_BY_HAND, "dpo", Personal.of("note"), clock.instant()));
        rights.await(file.caseId(), Status.CLOSED);
        return file.caseId();
    }

    private static String request(String address) {
        return "From: Heron Grey <" + address + ">\nTo: privacy@itsme.be\nSubject: My data\nMessage-ID: <" + address
                + ">\nContent-Type: text/plain; charset=utf-8\n\n" + BODY + "\n";
    }

    private static String bounce(String address, String letter, String name) {
        return "From: Mail Delivery System <MAILER-DAEMON@example.net>\nTo: privacy@itsme.be\nSubject: Undelivered Mail\nMessage-ID: <" + name + "."
                + address + ">\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
                + "--b\nContent-Type: text/plain\n\nNot delivered to " + address + "\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; " + address
                + "\nAction: failed\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: " + letter + "\nTo: " + address + "\n\n--b--\n";
    }

    private ErasureDesk desk() {
        return rights.bean(ErasureDesk.class);
    }

    private PersonId personOf(CaseFile file) {
        return new PersonId(rights.database().sql("SELECT person FROM event_log WHERE stream = ? AND person IS NOT NULL LIMIT 1")
                .param(file.caseId()).query(UUID.class).single());
    }

    private long count(String query) {
        return rights.database().sql(query).query(Long.class).single();
    }

    /** What can still be read or found of a person, per table. */
    private Map<String, Long> rowsOf(PersonId person) {
        String who = "person = '" + person + "'";
        String theirLetters = " WHERE letter_id IN (SELECT letter_id FROM letter WHERE " + who + ")";
        return Map.of(
                "event_log", count("SELECT count(*) FROM event_log WHERE sealed IS NOT NULL AND " + who),
                "person_key", count("SELECT count(*) FROM person_key WHERE wrapped IS NOT NULL AND " + who),
                "incoming_mail", count("SELECT count(*) FROM incoming_mail WHERE (sealed IS NOT NULL OR content_hmac IS NOT NULL) AND " + who),
                "letter", count("SELECT count(*) FROM letter WHERE sealed IS NOT NULL AND " + who),
                "holder_question", count("SELECT count(*) FROM holder_question WHERE sealed IS NOT NULL AND " + who),
                "package", count("SELECT count(*) FROM package WHERE sealed IS NOT NULL AND " + who),
                "correspondent", count("SELECT count(*) FROM correspondent WHERE " + who),
                "identity_link", count("SELECT count(*) FROM identity_link" + theirLetters),
                "download_link", count("SELECT count(*) FROM download_link" + theirLetters));
    }

    private Cases.Row row(UUID caseId) {
        return rights.cases().stream().filter(row -> row.caseId().equals(caseId)).findFirst().orElseThrow();
    }

    private List<String> caseList() {
        return rights.database().sql("SELECT case_list::text FROM case_list ORDER BY case_number").query(String.class).list();
    }

    private StreamingEventProcessor caseListProcessor() {
        return rights.bean(EventProcessingConfiguration.class).eventProcessor(CaseList.PROCESSOR, StreamingEventProcessor.class).orElseThrow();
    }

    private void awaitCaseList() {
        long head = count("SELECT position FROM log_head");
        Eventually.is("the case list has read everything", () -> caseListProcessor().processingStatus().values().stream().anyMatch(status ->
                status.getCurrentPosition().orElse(0) >= head));
    }

    private void rebuildCaseList() {
        StreamingEventProcessor processor = caseListProcessor();
        processor.shutDown();
        processor.resetTokens();
        processor.start();
        awaitCaseList();
    }
}
