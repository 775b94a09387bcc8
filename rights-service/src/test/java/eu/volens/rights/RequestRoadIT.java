package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.rights.delivery.Downloads;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.mailbox.SetAsideMails;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Refusal;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import eu.volens.eventstore.personal.Personal;
import eu.volens.transport.ReaderTransaction;
import eu.volens.wire.Topics;
import eu.volens.wire.WireEvent;
import eu.volens.wire.json.WireJson;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole road of a request: a mail by SMTP, IMAP, command, aggregate, events, letters, a data holder, a package; across restarts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestRoadIT {

    private static final List<String> WHOLE_ROAD = List.of("received", "acknowledged", "identity-asked", "identity-confirmed",
            "collection-started", "holder-asked", "holder-answered", "review-started", "right-decided", "approved", "package-prepared", "answer-sent",
            "delivered", "downloaded", "closed");

    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final RunningRights rights;

    RequestRoadIT(@TempDir Path folder) {
        rights = new RunningRights(folder, post, ledger, clock);
    }

    @AfterAll
    void stop() {
        rights.close();
        ledger.close();
        post.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "fr | Mes données        | Bonjour, je voudrais une copie de toutes les données que vous avez sur moi. Merci beaucoup. | Votre demande | accéder à vos données | du  | Réponse à votre demande | Vos données",
            "nl | Mijn gegevens      | Goedendag, ik wil graag inzage in alle gegevens die u over mij bewaart. Vriendelijke groeten. | Uw verzoek | inzage in uw gegevens | loopt van | Antwoord op uw verzoek | Uw gegevens",
            "de | Meine Daten        | Guten Tag, bitte geben Sie mir Auskunft über alle Daten, die Sie über mich gespeichert haben. | Ihre Anfrage | Auskunft über Ihre Daten | läuft vom | Antwort auf Ihre Anfrage | Ihre Daten",
            "en | My data            | Hello, please send me a copy of all the personal data you hold about me. Thank you very much. | Your request | access to your data | runs from | Answer to your request | Your data"})
    void aMailInAnyOfTheFourLanguagesTravelsTheWholeRoad(String language, String subject, String text, String acknowledged, String right,
            String period, String answered, String title) throws IOException {
        String address = "road-" + language + "@example.org";
        post.send(address, "From: Léa " + language + " <" + address + ">\nTo: privacy@itsme.be\nSubject: " + subject + "\nMessage-ID: <road-" + language
                + "@example.org>\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n");

        MimeMessage letter = post.await(address, acknowledged);
        CaseFile file = rights.caseOf(address);
        checkAcknowledgement(letter, file, right, period);
        assertThat(file.language()).isEqualTo(language);
        assertThat(file.rights()).containsExactly(Right.ACCESS);
        assertThat(file.attention()).isEmpty();
        assertThat(file.message().orElseThrow().text()).isEqualTo(Personal.of(text));
        assertThat(file.correspondent().name()).isEqualTo(Personal.of("Léa " + language));

        confirm(letter, file, Set.of(LedgerStandIn.KNOWN, UUID.fromString("aaaaaaaa-0000-4000-8000-00000000000" + language.length())));
        CaseFile review = rights.await(file.caseId(), Status.IN_REVIEW);
        checkCollected(review);

        rights.send(new ApproveAnswer(file.caseId(), "dpo", clock.instant()));
        MimeMessage answer = post.await(address, answered);
        Map<String, byte[]> parcel = fetch(answer, file);
        checkParcel(parcel, file, language, text, title);

        CaseFile closed = rights.await(file.caseId(), Status.CLOSED);
        assertThat(closed.steps()).extracting(CaseFile.Step::name).containsExactlyElementsOf(WHOLE_ROAD);
        assertThat(closed.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(rights.database().sql("SELECT sealed FROM package WHERE case_id = ?").param(file.caseId()).query((row, i) -> row.getBytes(1) == null).single())
                .as("nothing of the package is kept").isTrue();
    }

    private void checkAcknowledgement(MimeMessage letter, CaseFile file, String right, String period) {
        String text = PostOffice.text(letter, "text/plain");
        assertThat(text).contains(file.caseNumber(), right, period, RunningRights.RIGHTS_URL + "/identity/");
        assertThat(PostOffice.text(letter, "text/html")).contains(file.caseNumber(), "<a href=\"" + RunningRights.RIGHTS_URL + "/identity/");
        assertThat(PostOffice.header(letter, "Auto-Submitted")).isEqualTo("auto-replied");
        assertThat(PostOffice.header(letter, "X-Auto-Response-Suppress")).isEqualTo("All");
        assertThat(PostOffice.header(letter, "Message-ID")).matches("<dsr\\." + file.caseNumber() + "\\.[0-9a-f]{32}@itsme\\.be>");
        assertThat(PostOffice.header(letter, "In-Reply-To")).startsWith("<road-");
        assertThat(PostOffice.header(letter, "Return-Path")).isEqualTo("<>");
        assertThat(file.deadline().dueOn()).isAfterOrEqualTo(file.deadline().receivedOn().plusDays(28));
    }

    private void confirm(MimeMessage letter, CaseFile file, Set<UUID> records) {
        IdentityLinks links = rights.bean(IdentityLinks.class);
        String token = PostOffice.token(letter, "identity");
        for (int i = 0; i < 3; i++) {
            assertThat(links.look(token)).as("looking changes nothing").isInstanceOf(IdentityLinks.Open.class);
        }
        assertThat(links.confirm(token, records)).isInstanceOf(IdentityLinks.Confirmed.class);
        assertThat(links.confirm(token, Set.of())).as("confirming again changes nothing").isInstanceOf(IdentityLinks.Confirmed.class);
        assertThat(rights.file(file.caseId()).steps().stream().filter(step -> step.name().equals("identity-confirmed"))).hasSize(1);
    }

    private static void checkCollected(CaseFile review) {
        assertThat(review.moves()).contains(CaseFile.Move.APPROVE);
        CaseFile.Holder holder = review.holders().getFirst();
        assertThat(holder.state()).isEqualTo("answered");
        assertThat(holder.answer()).isInstanceOfSatisfying(Personal.Known.class, known ->
                assertThat(known.value().toString()).contains(LedgerStandIn.KNOWN.toString(), "business", "marketing"));
        assertThat(review.steps().stream().filter(step -> step.name().equals("holder-answered")).findFirst().orElseThrow().facts())
                .containsEntry("sha256", holder.sha256()).containsEntry("records", "1");
    }

    private Map<String, byte[]> fetch(MimeMessage answer, CaseFile file) throws IOException {
        Downloads downloads = rights.bean(Downloads.class);
        String token = PostOffice.token(answer, "download");
        assertThat(PostOffice.header(answer, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(downloads.look(token)).isInstanceOf(Downloads.Ready.class);
        assertThatThrownBy(() -> downloads.take(token, parcel -> {
            throw new IOException("the line broke");
        })).hasMessage("the line broke");
        assertThat(downloads.look(token)).as("a broken line costs nobody their answer").isInstanceOf(Downloads.Ready.class);

        List<Downloads.Parcel> taken = new ArrayList<>();
        assertThat(downloads.take(token, parcel -> {
            assertThat(downloads.take(token, taken::add)).as("two at once").isInstanceOf(Downloads.Busy.class);
            taken.add(parcel);
        })).isInstanceOf(Downloads.Taken.class);
        assertThat(downloads.take(token, taken::add)).as("once only").isInstanceOf(Downloads.Gone.class);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().fileName()).isEqualTo(file.caseNumber() + ".zip");
        return unzipped(taken.getFirst().bytes());
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static void checkParcel(Map<String, byte[]> parcel, CaseFile file, String language, String text, String title) {
        assertThat(parcel.keySet()).containsExactly("index.html", "data.json", "schema.json", "consents.csv", "holders/consent-ledger.json", "manifest.json");
        JsonNode json = JsonMapper.shared().readTree(parcel.get("data.json"));
        assertThat(json.at("/case/number").asString()).isEqualTo(file.caseNumber());
        assertThat(json.at("/request/text").asString()).isEqualTo(text);
        assertThat(json.at("/holders/0/records/0/history/1/withdrawn/0").asString()).isEqualTo("analytics");
        assertThat(json.at("/holders/0/notFound").size()).isEqualTo(1);
        assertThat(json.at("/information/complaint/link").asString()).startsWith("https://");
        String page = new String(parcel.get("index.html"), StandardCharsets.UTF_8);
        assertThat(page).contains("lang=\"" + language + "\"", title, file.caseNumber(), LedgerStandIn.KNOWN.toString(), "Meta (Facebook)")
                .doesNotContain("??", "<script", "th:text");
        JsonNode manifest = JsonMapper.shared().readTree(parcel.get("manifest.json"));
        for (JsonNode entry : manifest.get("files")) {
            assertThat(eu.volens.rights.lookup.Token.sha256Hex(parcel.get(entry.get("name").asString())))
                    .isEqualTo(entry.get("sha256").asString());
        }
        assertThat(manifest.get("files").size()).isEqualTo(5);
    }

    @Test
    void badMailsBecomeCasesForAHumanAndNothingIsLost() {
        String head = "To: privacy@itsme.be\r\nSubject: bad\r\n";
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("broken@example.org", bytes("From: broken@example.org\r\n" + head + "Content-Type: multipart/mixed; boundary=\"nowhere\"\r\n\r\nhm"));
        bad.put("charset@example.org", bytes("From: charset@example.org\r\n" + head + "Content-Type: text/plain; charset=x-klingon\r\n\r\nnuqneH"));
        bad.put("empty@example.org", bytes("From: empty@example.org\r\n\r\n"));
        bad.put("lines@example.org", bytes("From: =?utf-8?q?Two=0D=0ABcc:_lines=0D=0A?= <lines@example.org>\r\n" + head + "\r\nhm\r\n"));
        bad.put("nul@example.org", bytes("From: N\u0000l <nul@example.org>\r\n" + head + "\r\n\u0000my\u0000 words\u0000\r\n"));
        byte[] huge = new byte[10 * 1024 * 1024];
        Arrays.fill(huge, (byte) 'a');
        for (int i = 76; i < huge.length; i += 78) {
            huge[i] = '\r';
            huge[i + 1 < huge.length ? i + 1 : i] = '\n';
        }
        bad.put("huge@example.org", concat(bytes("From: huge@example.org\r\n" + head + "\r\n"), huge));

        bad.forEach(post::send);
        post.send("nobody@example.org", bytes(head + "Message-ID: <no-from@example.org>\r\n\r\nwords of nobody"));

        bad.keySet().forEach(address -> {
            CaseFile file = rights.caseOf(address);
            assertThat(file.attention()).as(address).contains(Attention.RIGHT_UNKNOWN);
            assertThat(file.status()).as(address).isEqualTo(Status.RECEIVED);
            assertThat(file.deadline().dueOn()).as(address).isAfter(file.deadline().receivedOn());
            assertThat(PostOffice.text(post.await(address, file.caseNumber()), "text/plain")).as("told that a human reads it").contains(file.caseNumber());
        });
        assertThat(rights.caseOf("broken@example.org").attention()).contains(Attention.MAIL_UNREADABLE);
        assertThat(rights.caseOf("charset@example.org").attention()).contains(Attention.MAIL_UNREADABLE);
        assertThat(rights.caseOf("nul@example.org").message().orElseThrow().text()).isEqualTo(Personal.of("my words"));
        CaseFile nobody = rights.caseOf("");
        assertThat(nobody.attention()).contains(Attention.SENDER_UNKNOWN, Attention.RIGHT_UNKNOWN);
        assertThat(nobody.letters()).isEmpty();
    }

    @Test
    void machinesAreNotAnsweredAndTheirMessagesAreSetAsideInSight() {
        post.send("", "From: MAILER-DAEMON@example.org\nSubject: Undelivered\nMessage-ID: <bounce@example.org>\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nfailed\n--b--\n");
        post.send("away@example.org", "From: away@example.org\nSubject: Away\nAuto-Submitted: auto-replied\nMessage-ID: <away@example.org>\n\nI am away.\n");
        post.send("news@example.org", "From: news@example.org\nSubject: News\nList-Id: <news.example.org>\nMessage-ID: <news@example.org>\n\nBig sale!\n");
        post.send("agent@example.org", "From: agent@example.org\nSubject: Request\nAuto-Submitted: auto-generated\nMessage-ID: <agent@example.org>\n\n"
                + "On behalf of our client we make an access request under Article 15 GDPR.\n");

        SetAsideMails aside = rights.bean(SetAsideMails.class);
        Eventually.is("three messages are set aside", () -> aside.list(0, 100).total() >= 3);
        assertThat(aside.list(0, 100).mails()).extracting(SetAsideMails.Mail::reason).contains("bounce", "automatic-reply", "mailing-list");

        CaseFile agent = rights.caseOf("agent@example.org");
        assertThat(agent.rights()).containsExactly(Right.ACCESS);
        assertThat(agent.attention()).contains(Attention.SENT_BY_MACHINE);
        assertThat(agent.letters()).isEmpty();

        SetAsideMails.Mail news = aside.list(0, 100).mails().stream().filter(mail -> mail.reason().equals("mailing-list")).findFirst().orElseThrow();
        UUID opened = aside.openCase(news.mailId(), "dpo").orElseThrow();
        assertThat(aside.openCase(news.mailId(), "dpo")).contains(opened);
        assertThat(rights.file(opened).attention()).contains(Attention.RIGHT_UNKNOWN);
        assertThat(aside.find(news.mailId())).isEmpty();
        assertThat(post.inbox("news@example.org")).isEmpty();
    }

    @Test
    void theSameMessageTwiceIsOneCaseAndAnotherUnderTheSameIdIsAnother() {
        String head = "From: twice@example.org\nSubject: twice\nDate: Fri, 6 Mar 2026 10:12:04 +0100\nMessage-ID: <twice@example.org>\n\n";
        post.send("twice@example.org", head + "first words\n");
        post.send("twice@example.org", "Received: from another.example\n" + head + "first words\n");
        post.send("twice@example.org", head + "other words\n");

        Eventually.is("one is a duplicate", () -> rights.database().sql("SELECT count(*) FROM incoming_mail WHERE state = 'duplicate'").query(Integer.class).single() == 1);
        Eventually.is("two are cases", () -> rights.cases().stream()
                .filter(row -> rights.file(row.caseId()).correspondent().address().orElse("").equals("twice@example.org")).count() == 2);
    }

    @Test
    void aMessageNobodyUnderstoodIsReadByTheDpoAndThenTakesTheSameRoad() {
        post.send("unclear@example.org", "From: unclear@example.org\nSubject: bonjour\nMessage-ID: <unclear@example.org>\n\n"
                + "Bonjour, vous avez mon nom quelque part, non ? Je voudrais comprendre comment vous faites.\n");
        CaseFile file = rights.caseOf("unclear@example.org");
        MimeMessage receipt = post.await("unclear@example.org", file.caseNumber());
        assertThat(PostOffice.text(receipt, "text/plain")).doesNotContain("/identity/");
        Eventually.is("the receipt is recorded", () -> rights.file(file.caseId()).steps().stream().anyMatch(step -> step.name().equals("acknowledged")));

        rights.send(new ClassifyRequest(file.caseId(), List.of(Right.ACCESS), "dpo", clock.instant()));

        MimeMessage question = post.await("unclear@example.org", "une confirmation");
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(question, "identity"), Set.of());
        CaseFile review = rights.await(file.caseId(), Status.IN_REVIEW);
        assertThat(review.steps()).extracting(CaseFile.Step::name).containsExactly("received", "acknowledged", "classified", "identity-asked",
                "identity-confirmed", "collection-started", "holder-asked", "holder-answered", "review-started");
    }

    @Test
    void anErasureGoesToAHumanWhoClosesIt() {
        post.send("erase@example.org", "From: erase@example.org\nSubject: delete\nMessage-ID: <erase@example.org>\n\nPlease delete all my data from your systems.\n");
        CaseFile file = rights.caseOf("erase@example.org");
        assertThat(file.rights()).containsExactly(Right.ERASURE);
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(post.await("erase@example.org", file.caseNumber()), "identity"), Set.of());
        CaseFile review = rights.await(file.caseId(), Status.IN_REVIEW);

        assertThat(review.attention()).containsExactly(Attention.RIGHT_BY_HAND);
        assertThat(review.holders()).isEmpty();
        assertThatThrownBy(() -> rights.send(new ApproveAnswer(file.caseId(), "dpo", clock.instant())))
                .isInstanceOfSatisfying(RequestRefusedException.class, refused -> assertThat(refused.reason()).isEqualTo(Refusal.RIGHT_UNDECIDED));
        rights.send(new CloseRequest(file.caseId(), Outcome.HANDLED_BY_HAND, "dpo", Personal.of("erased by hand"), clock.instant()));
        assertThat(rights.file(file.caseId()).outcome()).isEqualTo(Outcome.HANDLED_BY_HAND);

        rights.send(new ReopenRequest(file.caseId(), Personal.of("it was not"), "dpo", clock.instant()));
        assertThat(rights.await(file.caseId(), Status.IN_REVIEW).moves()).contains(CaseFile.Move.DECIDE);
    }

    @Test
    void aCaseClosedWhileAHolderWasAwayIsCollectedOnceItIsReopened() {
        ledger.failWith(503);
        post.send("reopened@example.org", "From: reopened@example.org\nSubject: my data\nMessage-ID: <reopened@example.org>\n\nPlease send me a copy of my data.\n");
        CaseFile file = rights.caseOf("reopened@example.org");
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(post.await("reopened@example.org", file.caseNumber()), "identity"), Set.of());
        rights.await(file.caseId(), Status.COLLECTING);
        rights.send(new CloseRequest(file.caseId(), Outcome.HANDLED_BY_HAND, "dpo", Personal.of(""), clock.instant()));
        rights.await(file.caseId(), Status.CLOSED);
        ledger.failWith(0);

        rights.send(new ReopenRequest(file.caseId(), Personal.of("they insist"), "dpo", clock.instant()));

        assertThat(rights.await(file.caseId(), Status.IN_REVIEW).holders()).hasSize(1);
    }

    @Test
    void aHolderThatIsAwayIsAskedAgainAndTheCaseShowsIt() {
        ledger.failWith(503);
        post.send("away-ledger@example.org", "From: away-ledger@example.org\nSubject: access request\nMessage-ID: <al@example.org>\n\n"
                + "A copy of my data please. My record is 5F0A8A4E-6F0C-4D0B-9B1F-3F1D2C4B5A60.\n");
        CaseFile file = rights.caseOf("away-ledger@example.org");
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(post.await("away-ledger@example.org", file.caseNumber()), "identity"), Set.of());
        CaseFile retrying = Eventually.get("the case shows that the ledger is away", () -> java.util.Optional.of(rights.file(file.caseId()))
                .filter(seen -> !seen.holders().isEmpty() && seen.holders().getFirst().state().equals("retrying")));
        assertThat(retrying.holders().getFirst().problem()).isEqualTo("the ledger answered 503");
        assertThat(retrying.holders().getFirst().nextTryAt()).isNotNull();

        ledger.failWith(0);
        CaseFile review = rights.await(file.caseId(), Status.IN_REVIEW);
        assertThat(review.holders().getFirst().tries()).isGreaterThan(1);
        assertThat(review.steps().stream().filter(step -> step.name().equals("holder-asked"))).hasSize(1);
        assertThat(ledger.questions()).as("the record named in the mail is asked for")
                .anyMatch(question -> question.get("caseNumber").asString().equals(file.caseNumber())
                        && question.get("consentRecords").get(0).asString().equals(LedgerStandIn.KNOWN.toString()));
    }

    @Test
    void aRestartInTheMiddleLosesNothingAndRepeatsNothing() throws IOException {
        post.send("restart@example.org", "From: restart@example.org\nSubject: Mes données\nMessage-ID: <restart@example.org>\n\n"
                + "Je souhaite une copie de mes données personnelles, merci d'avance.\n");
        MimeMessage letter = post.await("restart@example.org", "Votre demande");
        UUID caseId = rights.caseOf("restart@example.org").caseId();

        rights.stop();
        post.send("while-down@example.org", "From: while-down@example.org\nSubject: Mes données\nMessage-ID: <down@example.org>\n\n"
                + "Je souhaite une copie de mes données personnelles, merci d'avance.\n");
        rights.startAgain();
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(letter, "identity"), Set.of());
        rights.stop();
        rights.startAgain();
        rights.await(caseId, Status.IN_REVIEW);
        rights.send(new ApproveAnswer(caseId, "dpo", clock.instant()));
        rights.stop();
        rights.startAgain();
        MimeMessage answer = post.await("restart@example.org", "Réponse à votre demande");
        rights.bean(Downloads.class).take(PostOffice.token(answer, "download"), parcel -> { });
        assertThat(rights.await(caseId, Status.CLOSED).steps()).extracting(CaseFile.Step::name).containsExactlyElementsOf(WHOLE_ROAD);

        post.await("while-down@example.org", "Votre demande");
        assertThat(post.inbox("restart@example.org").stream().map(message -> PostOffice.header(message, "Message-ID")).distinct()).hasSize(2);
        assertThat(post.inbox("restart@example.org")).hasSize(2);
    }

    @Test
    void linksThatAreUnknownOrTooOldAreSaidToBeSo() {
        post.send("late@example.org", "From: late@example.org\nSubject: access request\nMessage-ID: <late@example.org>\n\nA copy of my data please, thank you.\n");
        String token = PostOffice.token(post.await("late@example.org", "Your request"), "identity");
        IdentityLinks links = rights.bean(IdentityLinks.class);

        for (String nonsense : List.of("", "x", "../../etc", "\u0000", "a".repeat(10_000), token.substring(1), token + "x")) {
            assertThat(links.look(nonsense)).as(nonsense).isInstanceOf(IdentityLinks.Unknown.class);
            assertThat(links.confirm(nonsense, Set.of())).isInstanceOf(IdentityLinks.Unknown.class);
            assertThat(rights.bean(Downloads.class).look(nonsense)).isInstanceOf(Downloads.Unknown.class);
        }
        clock.advance(Duration.ofDays(15));
        assertThat(links.look(token)).isInstanceOf(IdentityLinks.Expired.class);
        assertThat(links.confirm(token, Set.of())).isInstanceOf(IdentityLinks.Expired.class);
    }

    @Test
    void whatRestsHoldsNoPersonInClear() {
        String canary = "canary-" + UUID.randomUUID().toString().substring(0, 8);
        post.send(canary + "@example.org", "From: " + canary + "-name <" + canary + "@example.org>\nSubject: " + canary + "-subject\nMessage-ID: <" + canary
                + "-id@example.org>\n\n" + canary + "-text: bonjour, je voudrais recevoir une copie de mes données personnelles, merci beaucoup.\n");
        CaseFile file = rights.caseOf(canary + "@example.org");
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(post.await(canary + "@example.org", "Votre demande"), "identity"), Set.of());
        rights.await(file.caseId(), Status.IN_REVIEW);

        List<String> tables = rights.database().sql("SELECT tablename FROM pg_tables WHERE schemaname = 'rights'").query(String.class).list();
        assertThat(tables).contains("event_log", "incoming_mail", "correspondent", "letter", "holder_question");
        for (String table : tables) {
            assertThat(rights.database().sql("SELECT count(*) FROM rights." + table + " t WHERE t::text LIKE ? OR t::text LIKE ?")
                    .params("%" + canary + "%", "%" + hex(canary) + "%").query(Long.class).single()).as(table).isZero();
        }
        assertThat(rights.database().sql("SELECT count(*) FROM event_log e WHERE e::text ~* 'eu\\.volens|java\\.'").query(Long.class).single()).isZero();
    }

    @Test
    void theOtherServicesHearEveryStepAndNoName() throws Exception {
        post.send("heard@example.org", "From: Heard Name <heard@example.org>\nSubject: access request\nMessage-ID: <heard@example.org>\n\nA copy of my data please, thank you.\n");
        CaseFile file = rights.caseOf("heard@example.org");
        post.await("heard@example.org", "Your request");
        Eventually.is("identity is asked", () -> rights.file(file.caseId()).status() == Status.AWAITING_IDENTITY);

        List<String> heard = new CopyOnWriteArrayList<>();
        List<WireEvent> events = new CopyOnWriteArrayList<>();
        String url = TestDatabase.createUrl();
        ReaderTransaction reading = work -> {
            try (Connection connection = DriverManager.getConnection(url)) {
                work.on(connection);
            }
        };
        org.flywaydb.core.Flyway.configure().dataSource(url, null, null).locations("classpath:db/transport").load().migrate();
        try (var subscription = rights.transport().subscribe("test", Set.of(Topics.RIGHTS), reading, (batch, connection) -> batch.stream()
                .filter(record -> record.stream().equals(file.caseId().toString())).forEach(record -> {
                    heard.add(new String(record.body(), StandardCharsets.UTF_8));
                    WireJson.read(record.type(), record.body()).ifPresent(events::add);
                }))) {
            Eventually.is("three steps are heard: " + heard, () -> events.size() == 3);
        }
        assertThat(events.getFirst()).isInstanceOfSatisfying(WireEvent.RequestReceived.class, received -> {
            assertThat(received.caseNumber()).isEqualTo(file.caseNumber());
            assertThat(received.rights()).containsExactly("access");
            assertThat(received.dueOn()).isEqualTo(file.deadline().dueOn());
        });
        assertThat(events.get(2)).isInstanceOfSatisfying(WireEvent.RequestStepTaken.class, step -> {
            assertThat(step.step()).isEqualTo("identity-asked");
            assertThat(step.status()).isEqualTo("awaiting-identity");
            assertThat(step.actor()).isEqualTo("system");
        });
        assertThat(heard).noneMatch(body -> body.contains("heard@") || body.contains("Heard Name"));
    }

    @Test
    void theInboxShowsTheMostUrgentFirstAndFindsCases() {
        Cases cases = rights.bean(Cases.class);
        post.send("inbox@example.org", "From: Inbox Person <inbox@example.org>\nSubject: access request\nMessage-ID: <inbox@example.org>\n\nA copy of my data please.\n");
        CaseFile file = rights.caseOf("inbox@example.org");

        Cases.Page found = cases.list(new Cases.Filter(Set.of(), false, file.caseNumber().substring(5)), 0, 10);
        assertThat(found.rows()).singleElement().satisfies(row -> {
            assertThat(row.from()).isEqualTo(Personal.of("Inbox Person"));
            assertThat(row.caseId()).isEqualTo(file.caseId());
        });
        assertThat(cases.list(new Cases.Filter(Set.of(Status.CLOSED), false, file.caseNumber()), 0, 10).total()).isZero();
        assertThat(cases.list(Cases.Filter.OPEN, 0, 1_000).rows()).isSortedAccordingTo(
                java.util.Comparator.comparing(Cases.Row::dueOn).thenComparing(Cases.Row::caseNumber));
        Instant now = clock.instant();
        assertThat(file.receivedAt()).isBetween(now.minus(Duration.ofDays(20)), now);
    }

    @Test
    void aDpoJudgesDecidesCarriesOutJoinsAndApprovesFromThePages() {
        String address = "pages@example.org";
        post.send(address, "From: Pages Person <" + address + ">\nSubject: erase my data\nMessage-ID: <pages-1@example.org>\n\n"
                + "Please erase all the personal data that you hold about me.\n");
        CaseFile file = rights.caseOf(address);
        assertThat(file.rights()).containsExactly(Right.ERASURE);
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);
        Browser dpo = rights.console();
        String page = "/console/cases/" + file.caseId();

        dpo.submit(dpo.get(page + "/judge-identity"), page + "/judge-identity",
                Map.of("confirmed", "true", "method", "JUDGEMENT", "note", "known by voice"));
        rights.await(file.caseId(), Status.IN_REVIEW);
        dpo.submit(dpo.get(page + "/decide/erasure"), page + "/decide/erasure",
                Map.of("ruling", "IN_PART", "ground", "LEGAL_OBLIGATION", "reasons", "Invoices are kept for ten years."));
        Eventually.is("somebody has to carry it out", () -> rights.file(file.caseId()).answers().getFirst().isToCarryOut());
        assertThat(dpo.get(page + "/approve").location()).as("not before it is carried out").endsWith(page);

        joinSecondCaseTo(file, address, dpo);

        dpo.submit(dpo.get(page + "/carry-out"), page + "/carry-out", Map.of("note", "done by hand"));
        Browser.Page approval = dpo.get(page + "/approve");
        assertThat(approval.document().select(".letter").text()).as("the letter as it will go out").contains("Invoices are kept for ten years.");
        dpo.submit(approval, page + "/approve", Map.of());

        CaseFile answered = Eventually.get("the answer is out", () -> Optional.of(rights.file(file.caseId()))
                .filter(now -> now.steps().stream().anyMatch(step -> step.name().equals("answer-sent"))));
        assertThat(answered.notes()).extracting(CaseFile.Note::text).containsExactly(Personal.of("known by voice"), Personal.of("done by hand"));
        assertThat(dpo.get(page + "?lang=en").text()).contains("Invoices are kept for ten years.", "In part", "carried out", "known by voice");
    }

    private void joinSecondCaseTo(CaseFile first, String address, Browser dpo) {
        post.send(address, "From: Pages Person <" + address + ">\nSubject: erase everything\nMessage-ID: <pages-2@example.org>\n\n"
                + "Once more: please erase all my personal data, everywhere.\n");
        Cases.Row second = Eventually.get("a second case", () -> rights.cases().stream().filter(row -> !row.caseId().equals(first.caseId()))
                .filter(row -> rights.file(row.caseId()).correspondent().address().orElse("").equals(address)).findFirst());
        String page = "/console/cases/" + second.caseId();

        Browser.Page merge = Eventually.get("the earlier case is offered", () -> Optional.of(dpo.get(page + "/merge"))
                .filter(shown -> shown.document().select("input[name=into]").eachAttr("value").equals(List.of(first.caseId().toString()))));
        dpo.submit(merge, page + "/merge", Map.of("into", first.caseId().toString()));

        assertThat(rights.file(second.caseId()).outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(dpo.get(page).document().select("main a[href$=" + first.caseId() + "]").eachText()).contains(first.caseNumber());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(bytes(text));
    }
}
