package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.delivery.Downloads;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.letter.LetterKind;
import eu.volens.rights.letter.LetterPreviews;
import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.letter.LetterPreviews.Preview;
import eu.volens.rights.letter.Letters;
import eu.volens.rights.letter.Outbox;
import eu.volens.rights.letter.Words;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.IdentityMethod;
import eu.volens.rights.request.LeftOut;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestCommand.PutIdentityQuestion;
import eu.volens.rights.request.RequestCommand.RecordBounce;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand.RecordTaskDone;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.request.RequestCommand.SendAnswerAgain;
import eu.volens.rights.request.RequestCommand.WithdrawRequest;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a case decides reaches the person, and whoever else must hear of it, in the words the law asks for; with real SMTP and IMAP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LawfulLettersIT {

    private static final int MOVES_THE_CLOCK = Integer.MAX_VALUE;
    private static final String META = "notices@meta.example";
    private static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en");
    private static final Map<String, String> REQUESTS = Map.of(
            "fr", "Bonjour, je voudrais une copie de toutes les données que vous avez sur moi. Mon enregistrement : "
                    + LedgerStandIn.KNOWN + ". Merci beaucoup.",
            "nl", "Goedendag, ik wil graag inzage in alle gegevens die u over mij bewaart. Mijn record: "
                    + LedgerStandIn.KNOWN + ". Vriendelijke groeten.",
            "de", "Guten Tag, bitte geben Sie mir Auskunft über alle Daten, die Sie über mich gespeichert haben. Mein Datensatz: "
                    + LedgerStandIn.KNOWN + ".",
            "en", "Hello, please send me a copy of all the personal data you hold about me. My record is " + LedgerStandIn.KNOWN + ". Thank you.");
    private static final Map<String, String> ACKNOWLEDGED = Map.of("fr", "Votre demande", "nl", "Uw verzoek", "de", "Ihre Anfrage", "en", "Your request");
    private static final Map<String, String> ANSWERED = Map.of("fr", "Réponse à votre demande", "nl", "Antwoord op uw verzoek",
            "de", "Antwort auf Ihre Anfrage", "en", "Answer to your request");
    /** By language: data in full, in part; done in full, in part; refused. */
    private static final Map<String, List<String>> RULINGS = Map.of(
            "fr", List.of("vous recevez tout", "vous en recevez une partie", "fait en entier", "fait en partie", "refusé"),
            "nl", List.of("u krijgt alles", "u krijgt een deel", "volledig gedaan", "gedeeltelijk gedaan", "geweigerd"),
            "de", List.of("Sie erhalten alles", "Sie erhalten einen Teil", "vollständig erledigt", "zum Teil erledigt", "abgelehnt"),
            "en", List.of("you get all of it", "you get a part of it", "done in full", "done in part", "refused"));

    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final RunningRights rights;

    LawfulLettersIT(@TempDir Path folder) throws IOException {
        rights = new RunningRights(folder, post, ledger, clock, Map.of("volens.controllers-dir", controllerThatTellsMeta(folder)));
    }

    /** The shipped controller, with one recipient whose mailbox is known. */
    private static Path controllerThatTellsMeta(Path folder) throws IOException {
        Path shipped = Path.of("..", "controllers");
        Path copy = folder.resolve("controllers");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(shipped.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Path rules = copy.resolve("belgian-mobile-id/rights.yaml");
        String told = Files.readString(rules).replace("notices: []", "notices: [{recipient: meta, mail: " + META + ", language: en}]");
        assertThat(told).contains(META);
        Files.writeString(rules, told);
        return copy;
    }

    @AfterAll
    void stop() {
        rights.close();
        ledger.close();
        post.close();
    }

    private record Story(Right right, Ruling ruling, String language) {
        String address() {
            return (right.wireName() + "-" + ruling.wireName() + "@example.org").toLowerCase(Locale.ROOT);
        }

        String words() {
            int row = ruling == Ruling.REFUSED ? 4 : (right.isAnsweredWithData() ? 0 : 2) + ruling.ordinal();
            return RULINGS.get(language).get(row);
        }
    }

    /** Article 12(1), (3) and (4), Articles 15 to 21 and 7(3). */
    @Test
    void everyRightIsAnsweredInFullInPartOrRefusedInTheLanguageOfThePerson() throws IOException {
        List<Story> stories = new ArrayList<>();
        for (Right right : Right.values()) {
            for (Ruling ruling : Ruling.values()) {
                stories.add(new Story(right, ruling, LANGUAGES.get(stories.size() % LANGUAGES.size())));
            }
        }
        stories.forEach(story -> write(story.address(), story.language()));
        List<UUID> caseIds = stories.stream().map(story -> confirmed(story.address(), story.language(), story.right())).toList();
        for (int i = 0; i < stories.size(); i++) {
            decide(caseIds.get(i), stories.get(i).right(), stories.get(i).ruling());
            rights.send(new ApproveAnswer(caseIds.get(i), "dpo", clock.instant()));
        }
        for (int i = 0; i < stories.size(); i++) {
            checkAnswer(stories.get(i), rights.await(caseIds.get(i), Status.ANSWERED));
        }
    }

    private void checkAnswer(Story story, CaseFile answered) throws IOException {
        MimeMessage letter = post.await(story.address(), ANSWERED.get(story.language()));
        String text = PostOffice.text(letter, "text/plain");
        assertThat(text).as("%s", story).contains(answered.caseNumber(), story.words())
                .containsIgnoringCase(Words.rights(List.of(story.right()), story.language()));
        assertThat(text).as("where to complain, and the remedy").containsPattern("https://[a-z.]*(autoriteprotectiondonnees|gegevensbeschermings|datenschutzbehorde|dataprotection)")
                .containsPattern("tribunal|rechtbank|Gericht|court");
        assertThat(text.contains("Because of the claim of 2025.")).as("the reasons").isEqualTo(story.ruling() != Ruling.IN_FULL);
        assertThat(text.contains("/download/")).isEqualTo(story.right().isAnsweredWithData() && story.ruling().isGranted());
        assertThat(PostOffice.text(letter, "text/html")).contains(story.words());
        assertThat(answered.steps()).extracting(CaseFile.Step::name).contains("right-decided", "approved", "answer-sent");
        boolean byHolders = !story.right().isAnsweredWithData() && story.ruling().isGranted();
        assertThat(answered.steps().stream().filter(step -> step.name().equals("task-done"))).hasSize(byHolders ? 1 : 0);
        if (story.right().isAnsweredWithData() && story.ruling().isGranted()) {
            checkPackage(story, PostOffice.token(letter, "download"));
        }
    }

    /** Articles 15(4) and 20(4). */
    private void checkPackage(Story story, String token) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        rights.bean(Downloads.class).take(token, parcel -> {
            ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(parcel.bytes()));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
        boolean whole = story.ruling() == Ruling.IN_FULL;
        assertThat(files.containsKey("holders/consent-ledger.json")).as("%s", story).isEqualTo(whole);
        assertThat(files.get("consents.csv").contains(LedgerStandIn.KNOWN.toString())).isEqualTo(whole);
        JsonNode holder = JsonMapper.shared().readTree(files.get("data.json")).at("/holders/0");
        assertThat(holder.get("records").size()).isEqualTo(whole ? 1 : 0);
        assertThat(holder.path("leftOut").asInt(0)).isEqualTo(whole ? 0 : 1);
        assertThat(files.get("manifest.json").contains("leftOut")).isEqualTo(!whole);
    }

    /** Articles 12(3) and 15 with 17 and 21, and 19. */
    @Test
    void aCaseOfSeveralRightsIsAnsweredRightByRightBesideThePackageAndRecipientsAreTold() throws IOException {
        write("several@example.org", "en");
        UUID caseId = confirmed("several@example.org", "en", Right.ACCESS, Right.ERASURE, Right.OBJECTION);
        decide(caseId, Right.ERASURE, Ruling.IN_FULL);
        decide(caseId, Right.OBJECTION, Ruling.REFUSED);
        LetterPreviews previews = rights.bean(LetterPreviews.class);
        Preview preview = previews.preview(caseId, new Draft.Answer()).orElseThrow();
        assertThat(previews.recipientsToTell(caseId)).containsExactly("meta");
        Preview notice = previews.preview(caseId, new Draft.RecipientNotice("meta")).orElseThrow();
        String number = rights.file(caseId).caseNumber();
        assertThat(post.inbox(META)).as("a preview sends nothing").noneMatch(message -> PostOffice.subject(message).contains(number));

        rights.send(new ApproveAnswer(caseId, "dpo", clock.instant()));
        rights.await(caseId, Status.ANSWERED);
        String answer = PostOffice.text(post.await("several@example.org", "Answer to your request"), "text/plain");
        assertThat(answer).contains("Access to your data (Article 15 GDPR): you get all of it.", "Erasure of your data (Article 17 GDPR): done in full.\nCarried out by: Consent ledger.",
                "Objection to the processing of your data (Article 21 GDPR): refused.\nWhy: Because of the claim of 2025.", "/download/");
        assertThat(preview.canBeSent()).isTrue();
        assertThat(preview.text()).as("as previewed, but for the link").isEqualTo(withPlaceholder(answer, "download"));

        MimeMessage told = post.await(META, number);
        assertThat(PostOffice.text(told, "text/plain")).isEqualTo(notice.text()).contains(LedgerStandIn.KNOWN.toString(), "erase")
                .doesNotContain("several@example.org", "Article 15", "Article 21");
        assertThat(PostOffice.header(told, "In-Reply-To")).isEmpty();
        Eventually.is("it is recorded", () -> rights.file(caseId).steps().stream().anyMatch(step ->
                step.name().equals("recipient-notified") && step.facts().get("recipient").equals("meta")));

        rights.bean(Downloads.class).take(PostOffice.token(post.await("several@example.org", "Answer to your request"), "download"), parcel -> { });
        rights.await(caseId, Status.CLOSED);
    }

    /** Articles 11(2), 12(2) and 12(6). */
    @Test
    void whoeverCannotBeIdentifiedIsAskedAndRefusedWithReasonsAndRemedy() {
        write("stranger@example.org", "nl");
        CaseFile file = rights.caseOf("stranger@example.org");
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);
        rights.send(new PutIdentityQuestion(file.caseId(), Personal.of("In welk jaar hebt u zich aangemeld?"), "dpo", clock.instant()));
        MimeMessage question = post.await("stranger@example.org", "een bevestiging");
        assertThat(PostOffice.text(question, "text/plain")).contains("In welk jaar hebt u zich aangemeld?");
        assertThat(PostOffice.token(question, "identity")).as("a link of its own")
                .isNotEqualTo(PostOffice.token(post.await("stranger@example.org", "Uw verzoek"), "identity"));
        Eventually.is("both were asked", () -> rights.file(file.caseId()).steps().stream().filter(step -> step.name().equals("identity-asked")).count() == 2);

        rights.send(new JudgeIdentity(file.caseId(), false, IdentityMethod.QUESTION, Personal.of("wrong year"), "dpo", clock.instant()));
        rights.send(new DecideRight(file.caseId(), Right.ACCESS, Ruling.REFUSED, Set.of(Ground.NOT_IDENTIFIED), Set.of(),
                Personal.of("Het jaar klopt niet."), "dpo", clock.instant()));
        rights.send(new ApproveAnswer(file.caseId(), "dpo", clock.instant()));
        rights.await(file.caseId(), Status.ANSWERED);

        String refusal = PostOffice.text(post.await("stranger@example.org", "Antwoord op uw verzoek"), "text/plain");
        assertThat(refusal).contains("geweigerd", "Het jaar klopt niet.", "artikelen 11, lid 2, en 12, lid 2, AVG", "gegevensbeschermingsautoriteit.be", "rechtbank")
                .doesNotContain("/download/", "/identity/");
        assertThat(ledger.questions()).noneMatch(asked -> asked.get("caseNumber").asString().equals(file.caseNumber()));
    }

    /** Recital 63. */
    @Test
    void aClarificationIsAskedOnceAsPreviewed() {
        write("unclear@example.org", "de");
        CaseFile file = rights.caseOf("unclear@example.org");
        post.await("unclear@example.org", "Ihre Anfrage");
        Preview preview = rights.bean(LetterPreviews.class).preview(file.caseId(), new Draft.Clarification("Welches Konto meinen Sie?")).orElseThrow();
        assertThat(rights.bean(LetterPreviews.class).preview(file.caseId(), new Draft.Clarification(" ")).orElseThrow().missing()).containsExactly("question");

        rights.send(new RequestClarification(file.caseId(), Personal.of("Welches Konto meinen Sie?"), "dpo", clock.instant()));
        MimeMessage asked = post.await("unclear@example.org", "eine Frage");
        assertThat(PostOffice.text(asked, "text/plain")).isEqualTo(preview.text()).contains("Welches Konto meinen Sie?");
        assertThat(PostOffice.subject(asked)).isEqualTo(preview.subject());
        assertThat(PostOffice.header(asked, "In-Reply-To")).isEqualTo("<unclear@example.org>");
        Eventually.is("it is recorded", () -> rights.file(file.caseId()).steps().stream().anyMatch(step ->
                step.name().equals("letter-sent") && step.facts().get("kind").equals("clarification")));

        CaseFacts facts = facts(file.caseId());
        String cause = rights.database().sql("SELECT cause FROM letter WHERE case_id = ? AND kind = 'clarification'").param(file.caseId())
                .query(String.class).single();
        rights.bean(Letters.class).want(file.caseId(), facts.person(), LetterKind.CLARIFICATION, cause);
        assertThat(rights.database().sql("SELECT count(*) FROM letter WHERE case_id = ? AND kind = 'clarification'").param(file.caseId())
                .query(Integer.class).single()).as("the event handled again wants nothing").isEqualTo(1);
    }

    /** An answer that came back is no answer. */
    @Test
    void anAnswerThatCameBackIsMadeAndSentAgainWithANewLinkAndAReminderKeepsItsDay() throws IOException {
        write("moved@example.org", "fr");
        UUID caseId = confirmed("moved@example.org", "fr", Right.ACCESS);
        rights.send(new ApproveAnswer(caseId, "dpo", clock.instant()));
        rights.await(caseId, Status.ANSWERED);
        String first = PostOffice.token(post.await("moved@example.org", "Réponse à votre demande"), "download");
        UUID letterId = facts(caseId).last(AnswerSent.class).orElseThrow().letterId();
        rights.send(new RecordBounce(caseId, letterId, "5.2.2", clock.instant()));
        rights.send(new SendAnswerAgain(caseId, "dpo", clock.instant()));

        rights.await(caseId, Status.ANSWERED);
        MimeMessage again = Eventually.get("a second answer", () -> post.inbox("moved@example.org").stream()
                .filter(message -> PostOffice.subject(message).contains("Réponse à votre demande"))
                .filter(message -> !PostOffice.token(message, "download").equals(first)).findFirst());
        Downloads downloads = rights.bean(Downloads.class);
        assertThat(downloads.look(first)).as("the first link opens nothing any more").isInstanceOf(Downloads.Expired.class);

        rights.send(new RecordReminder(caseId, Milestone.NOT_FETCHED, "dpo", clock.instant()));
        MimeMessage reminder = post.await("moved@example.org", "vous attend");
        Downloads.Ready told = (Downloads.Ready) downloads.look(PostOffice.token(again, "download"));
        Downloads.Ready reminded = (Downloads.Ready) downloads.look(PostOffice.token(reminder, "download"));
        assertThat(reminded.expiresAt()).isEqualTo(told.expiresAt());
        assertThat(downloads.take(PostOffice.token(reminder, "download"), parcel -> { })).isInstanceOf(Downloads.Taken.class);
        assertThat(downloads.look(PostOffice.token(again, "download"))).isInstanceOf(Downloads.Gone.class);
        rights.await(caseId, Status.CLOSED);
    }

    @Test
    void aLetterThatTheMailServerWillNeverTakeIsToldToTheDpoWhoSendsItAgainOrEndsTheCase() {
        post.refuseForGood("never@example.org", true);
        write("never@example.org", "en");
        CaseFile never = Eventually.get("the case knows", () -> Optional.of(rights.caseOf("never@example.org"))
                .filter(file -> file.attention().contains(Attention.LETTER_BOUNCED)));
        assertThat(never.status()).isEqualTo(Status.RECEIVED);
        write("gone@example.org", "en");
        write("lost@example.org", "nl");
        UUID refusal = confirmed("gone@example.org", "en", Right.ERASURE);
        UUID data = confirmed("lost@example.org", "nl", Right.ACCESS);
        decide(refusal, Right.ERASURE, Ruling.REFUSED);
        List.of("gone@example.org", "lost@example.org").forEach(address -> post.refuseForGood(address, true));
        List.of(refusal, data).forEach(caseId -> rights.send(new ApproveAnswer(caseId, "dpo", clock.instant())));
        List.of(refusal, data).forEach(this::checkUndelivered);
        assertThat(rights.bean(Outbox.class).failure()).as("others get theirs").isNull();

        rights.send(new CloseRequest(data, Outcome.HANDLED_BY_HAND, "dpo", Personal.of("by post"), clock.instant()));
        post.refuseForGood("gone@example.org", false);
        rights.send(new SendAnswerAgain(refusal, "dpo", clock.instant()));
        rights.await(refusal, Status.ANSWERED);
        assertThat(PostOffice.text(post.await("gone@example.org", "Answer to your request"), "text/plain")).contains("refused");
        assertThat(rights.await(data, Status.CLOSED).outcome()).isEqualTo(Outcome.HANDLED_BY_HAND);
    }

    private void checkUndelivered(UUID caseId) {
        CaseFile file = rights.await(caseId, Status.UNDELIVERED);
        assertThat(file.attention()).contains(Attention.LETTER_BOUNCED);
        assertThat(file.moves()).contains(CaseFile.Move.SEND_AGAIN, CaseFile.Move.CLOSE);
        assertThat(file.steps().getLast().facts()).containsEntry("code", "5.1.1");
        CaseFile.Letter refused = Eventually.get("the letter is at its end", () -> rights.file(caseId).letters().stream()
                .filter(letter -> letter.state().equals("refused")).findFirst());
        assertThat(refused.problem()).contains("550").doesNotContain("example.org");
    }

    /** It may have been the wrong person's. */
    @Test
    void aDownloadLinkEndsWhenItsCaseIsClosedOtherwiseOrReopened() throws IOException {
        write("wrong@example.org", "fr");
        UUID caseId = confirmed("wrong@example.org", "fr", Right.ACCESS);
        String first = answered(caseId, Set.of());
        rights.send(new CloseRequest(caseId, Outcome.HANDLED_BY_HAND, "dpo", Personal.of("not them"), clock.instant()));
        checkNothingToFetch(caseId, first);
        rights.send(new ReopenRequest(caseId, Personal.of("them after all"), "dpo", clock.instant()));
        checkNothingToFetch(caseId, first);

        String second = answered(caseId, Set.of(first));
        checkExpired(first);
        rights.send(new CloseRequest(caseId, Outcome.ANSWERED, "dpo", Personal.of("never fetched"), clock.instant()));
        assertThat(rights.bean(Downloads.class).look(second)).as("an answer stays to be fetched").isInstanceOf(Downloads.Ready.class);
        rights.send(new ReopenRequest(caseId, Personal.of("complained"), "dpo", clock.instant()));
        checkNothingToFetch(caseId, second);

        String third = answered(caseId, Set.of(first, second));
        assertThat(rights.bean(Downloads.class).take(third, parcel -> { })).isInstanceOf(Downloads.Taken.class);
        assertThat(rights.await(caseId, Status.CLOSED).outcome()).isEqualTo(Outcome.ANSWERED);
    }

    /** @return the token of the link in the answer, none of those from before */
    private String answered(UUID caseId, Set<String> before) {
        rights.await(caseId, Status.IN_REVIEW);
        rights.send(new ApproveAnswer(caseId, "dpo", clock.instant()));
        rights.await(caseId, Status.ANSWERED);
        return Eventually.get("an answer", () -> post.inbox("wrong@example.org").stream()
                .filter(message -> PostOffice.subject(message).contains("Réponse à votre demande"))
                .map(message -> PostOffice.token(message, "download")).filter(token -> !before.contains(token)).findFirst());
    }

    private void checkNothingToFetch(UUID caseId, String token) throws IOException {
        checkExpired(token);
        Eventually.is("nothing is kept and no link is left", () -> rights.database()
                .sql("SELECT count(*) FROM package p JOIN download_link l USING (case_id) "
                + "WHERE case_id = ? AND (p.sealed IS NOT NULL OR NOT l.revoked)").param(caseId).query(Integer.class).single() == 0);
        checkExpired(token);
    }

    private void checkExpired(String token) throws IOException {
        assertThat(rights.bean(Downloads.class).take(token, parcel -> {
            throw new AssertionError("handed over");
        })).isInstanceOf(Downloads.Expired.class);
    }

    /** Identity confirmed in one case is never taken over by another; what is asked is. */
    @Test
    void aDuplicateLeavesItsRightsAndItsMessageToTheEarlierCaseAndAWithdrawalIsConfirmed() {
        write("double@example.org", "en");
        CaseFile earlier = rights.caseOf("double@example.org");
        rights.await(earlier.caseId(), Status.AWAITING_IDENTITY);
        post.send("double@example.org", "From: double@example.org\nSubject: delete\nMessage-ID: <double-2@example.org>\n\nPlease delete all my data from your systems.\n");
        CaseFile later = Eventually.get("a second case", () -> rights.cases().stream().map(row -> rights.file(row.caseId()))
                .filter(file -> file.correspondent().address().orElse("").equals("double@example.org") && !file.caseId().equals(earlier.caseId())).findFirst());
        rights.send(new ClassifyRequest(later.caseId(), List.of(Right.ERASURE), "dpo", clock.instant()));
        CaseFacts into = facts(earlier.caseId());
        rights.send(new MergeRequest(later.caseId(), into.caseId(), into.caseNumber(), into.person(), into.receivedAt(),
                into.deadline().dueOn(), into.rights(), into.identityConfirmed(), "dpo-7", clock.instant()));

        Eventually.is("the earlier case goes on with both", () -> facts(earlier.caseId()).rights().equals(List.of(Right.ACCESS, Right.ERASURE)));
        Eventually.is("and shows the message", () -> facts(earlier.caseId()).last(MessageJoined.class).isPresent());
        MessageJoined joined = facts(earlier.caseId()).last(MessageJoined.class).orElseThrow();
        assertThat(joined.how()).isEqualTo("hand");
        assertThat(joined.messageRef()).isEqualTo(facts(later.caseId()).last(RequestReceived.class).orElseThrow().messageRef());
        assertThat(rights.file(earlier.caseId()).steps().stream().filter(step -> step.name().equals("classified"))).singleElement()
                .satisfies(step -> assertThat(step.by()).as("who joined them").isEqualTo("dpo-7"));
        assertThat(rights.file(earlier.caseId()).status()).isEqualTo(Status.AWAITING_IDENTITY);

        rights.send(new WithdrawRequest(earlier.caseId(), "dpo", clock.instant()));
        assertThat(PostOffice.text(post.await("double@example.org", "is taken back"), "text/plain")).contains(earlier.caseNumber());
        Eventually.is("it is recorded", () -> rights.file(earlier.caseId()).steps().getLast().name().equals("letter-sent"));
        assertThat(rights.file(earlier.caseId()).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aLetterThatReachesNobodyOrWouldSayTooLittleIsInSightOfTheDpo() {
        post.send("nobody@example.org", "To: privacy@itsme.be\nSubject: delete\nMessage-ID: <no-from@example.org>\n\nPlease delete all my data from your systems.\n");
        UUID caseId = rights.caseOf("").caseId();
        rights.send(new ClassifyRequest(caseId, List.of(Right.ERASURE), "dpo", clock.instant()));
        rights.send(new JudgeIdentity(caseId, true, IdentityMethod.JUDGEMENT, Personal.of("came to the desk"), "dpo", clock.instant()));
        rights.await(caseId, Status.IN_REVIEW);
        decide(caseId, Right.ERASURE, Ruling.IN_FULL);
        rights.send(new ApproveAnswer(caseId, "dpo", clock.instant()));

        CaseFile stuck = Eventually.get("both letters say why they do not leave", () -> Optional.of(rights.file(caseId))
                .filter(file -> file.letters().stream().filter(letter -> letter.problem() != null).count() == 2));
        assertThat(stuck.letters()).hasSize(2);
        assertThat(stuck.letters()).allSatisfy(letter -> assertThat(letter.sentAt()).isNull());
        assertThat(stuck.letters()).filteredOn(letter -> letter.kind().equals("outcome")).singleElement()
                .satisfies(letter -> assertThat(letter.problem()).contains("no address to write to"));
        assertThat(stuck.letters()).filteredOn(letter -> letter.kind().equals("recipient")).singleElement()
                .satisfies(letter -> assertThat(letter.problem()).isEqualTo("the letter must say what it cannot yet: whoseData"));
    }

    /** Article 12(3). */
    @Test
    @Order(MOVES_THE_CLOCK)
    void theExtensionNoticeSentAfterTheFirstMonthExtendsNothing() {
        write("in-time@example.org", "fr");
        write("too-late@example.org", "de");
        UUID inTime = rights.caseOf("in-time@example.org").caseId();
        CaseFile tooLate = rights.caseOf("too-late@example.org");
        post.await("too-late@example.org", "Ihre Anfrage");

        rights.send(new ExtendDeadline(inTime, ExtensionReason.NUMBER_OF_REQUESTS, Personal.of("Douze demandes en un mois."), "dpo", clock.instant()));
        String notice = PostOffice.text(post.await("in-time@example.org", "il nous faut plus de temps"), "text/plain");
        CaseFile extended = Eventually.get("the time is longer", () -> Optional.of(rights.file(inTime))
                .filter(file -> file.steps().stream().anyMatch(step -> step.name().equals("extended"))));
        assertThat(notice).contains("vous nous avez adressé de nombreuses demandes", "Douze demandes en un mois.", Words.day(extended.deadline().dueOn(), "fr"));
        assertThat(extended.deadline().dueOn()).isEqualTo(extended.deadline().dueIfExtendedOn());

        post.refuse(true);
        rights.send(new ExtendDeadline(tooLate.caseId(), ExtensionReason.COMPLEXITY, Personal.of("Drei Systeme."), "dpo", clock.instant()));
        Eventually.is("the mail server takes no notice", () -> rights.file(tooLate.caseId()).letters().stream()
                .anyMatch(letter -> letter.kind().equals("extension") && letter.tries() > 0 && letter.problem() != null));
        clock.advance(Duration.ofDays(40));
        post.refuse(false);

        CaseFile dropped = Eventually.get("it stays here, in sight of the DPO", () -> Optional.of(rights.file(tooLate.caseId()))
                .filter(file -> file.letters().stream().anyMatch(letter -> letter.kind().equals("extension") && letter.state().equals("dropped"))));
        assertThat(dropped.letters()).filteredOn(letter -> letter.kind().equals("extension")).singleElement().satisfies(letter -> {
            assertThat(letter.problem()).contains("the first month is over", "answer now");
            assertThat(letter.sentAt()).isNull();
        });
        assertThat(post.inbox("too-late@example.org")).as("no day is promised that does not count")
                .noneMatch(message -> PostOffice.subject(message).contains("wir brauchen mehr Zeit"));
        assertThat(dropped.steps()).extracting(CaseFile.Step::name).contains("extension-decided").doesNotContain("extended", "extension-lapsed");
        assertThat(dropped.deadline()).isEqualTo(tooLate.deadline());
    }

    private void write(String address, String language) {
        post.send(address, "From: Léa <" + address + ">\nTo: privacy@itsme.be\nSubject: GDPR\nMessage-ID: <" + address
                + ">\nContent-Type: text/plain; charset=utf-8\n\n" + REQUESTS.get(language) + "\n");
    }

    /** The case of who wrote, once they confirmed and it lies before the DPO. */
    private UUID confirmed(String address, String language, Right... asked) {
        MimeMessage letter = post.await(address, ACKNOWLEDGED.get(language));
        UUID caseId = rights.caseOf(address).caseId();
        rights.send(new ClassifyRequest(caseId, List.of(asked), "dpo", clock.instant()));
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(letter, "identity"), Set.of());
        rights.await(caseId, Status.IN_REVIEW);
        return caseId;
    }

    private void decide(UUID caseId, Right right, Ruling ruling) {
        boolean whole = ruling == Ruling.IN_FULL;
        Set<String> leftOut = right.isAnsweredWithData() && ruling == Ruling.IN_PART
                ? Set.of(LeftOut.record("consent-ledger", LedgerStandIn.KNOWN)) : Set.of();
        rights.send(new DecideRight(caseId, right, ruling, whole ? Set.of() : Set.of(Ground.MANIFESTLY_UNFOUNDED), leftOut,
                Personal.of(whole ? "" : "Because of the claim of 2025."), "dpo", clock.instant()));
        if (ruling.isGranted() && !right.isAnsweredWithData()) {
            List<String> holders = Eventually.get("tasks are set", () -> Optional.ofNullable(facts(caseId).openTasks().get(right)));
            holders.forEach(holder -> rights.send(new RecordTaskDone(caseId, right, holder, Personal.of(""), "dpo", clock.instant())));
        }
    }

    private CaseFacts facts(UUID caseId) {
        return rights.bean(CaseLog.class).find(caseId).orElseThrow();
    }

    private static String withPlaceholder(String text, String kind) {
        return text.replaceAll("/" + kind + "/[\\w-]+", "/" + kind + "/…");
    }
}
