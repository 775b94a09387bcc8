package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.mailbox.IncomingMail;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.mailbox.SetAsideMails;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.Right;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Several mailboxes and folders, lines that break, a database that is away, and another Volens that writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxesIT {

    private static final String FRONT_DESK = "hello@itsme.be";
    private static final String BAKERY = "bread@tulip.example";
    private static final String ASKS = "Hello, please send me a copy of all the personal data you hold about me. Thank you very much.";

    private static final String KEY = "volens_" + "a".repeat(43);
    private static final String OTHER_KEY = "volens_" + "b".repeat(43);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final CutLine line = new CutLine(post.imapPort());
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final Path folder;
    private final RunningRights rights;

    MailboxesIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("api-keys"), ApiKey.of("archive", Set.of(Scope.MAILS_WRITE), KEY).line() + "\n"
                + ApiKey.of("shop", Set.of(Scope.CONSENTS_WRITE), OTHER_KEY).line() + "\n");
        Map<String, Object> settings = new HashMap<>(Map.of("volens.api-keys-file", folder.resolve("api-keys")));
        post.open(FRONT_DESK);
        post.open(BAKERY);
        post.addFolder("Requests");
        settings.putAll(Map.of("volens.mailbox.port", line.port(),
                "volens.mailboxes[0].host", "127.0.0.1", "volens.mailboxes[0].port", line.port(), "volens.mailboxes[0].username", FRONT_DESK,
                "volens.mailboxes[0].password", PostOffice.PASSWORD));
        settings.putAll(Map.of("volens.mailboxes[1].host", "127.0.0.1", "volens.mailboxes[1].port", line.port(),
                "volens.mailboxes[1].username", PostOffice.PRIVACY, "volens.mailboxes[1].password", PostOffice.PASSWORD,
                "volens.mailboxes[1].folder", "Requests"));
        rights = new RunningRights(folder, post, ledger, clock, settings);
    }

    @AfterAll
    void stop() {
        rights.close();
        ledger.close();
        line.close();
        post.close();
    }

    @Test
    void oneMailToSeveralMailboxesAndFoldersIsOneCaseWithOneLetter() {
        String mail = mail("everywhere", "1", "");
        post.send("everywhere@example.org", List.of(PostOffice.PRIVACY, FRONT_DESK), bytes(mail));
        post.file("Requests", mail);

        Eventually.is("it was taken three times, once as a case", () -> states("everywhere").equals(List.of("case", "duplicate", "duplicate")));
        post.await("everywhere@example.org", "Your request");
        assertThat(casesOf("everywhere")).hasSize(1);

        post.file("Requests", mail("filed", "1", ""));
        assertThat(rights.caseOf("filed@example.org").rights()).containsExactly(Right.ACCESS);
    }

    @Test
    void aLineThatBreaksIsMadeAgainAndNothingIsSeenBeforeItIsKept() {
        post.send("before@example.org", mail("before", "1", ""));
        rights.caseOf("before@example.org");
        line.cut(true);
        int calls = line.calls();
        Eventually.is("it calls again and again", () -> line.calls() > calls + 6);
        post.send("cut@example.org", mail("cut", "1", ""));
        long seen = post.seen(PostOffice.PRIVACY);
        line.cut(false);
        rights.caseOf("cut@example.org");
        Eventually.is("what is kept is marked seen", () -> post.seen(PostOffice.PRIVACY) == seen + 1);

        rights.databaseGoesAway();
        post.send("nowhere@example.org", mail("nowhere", "1", ""));
        Eventually.is("it cannot be kept", () -> rights.bean(HealthIndicator.class, "mailboxHealthIndicator").health().getStatus().getCode()
                .equals("DEGRADED"));
        assertThat(post.seen(PostOffice.PRIVACY)).isEqualTo(seen + 1);
        rights.databaseComesBack();
        Eventually.is("the database is there again", () -> {
            try {
                return !rights.cases().isEmpty();
            } catch (DataAccessException notYet) {
                return false;
            }
        });
        rights.caseOf("nowhere@example.org");
        Eventually.is("now it is seen", () -> post.seen(PostOffice.PRIVACY) == seen + 2);
        assertThat(casesOf("cut")).hasSize(1);
    }

    @Test
    void twoInstancesThatWriteToEachOtherStop() throws Exception {
        Map<String, Object> bakery = Map.of("volens.controllers-dir", Path.of("src/test/resources/controllers"), "volens.controller", "tulip-bakery",
                "volens.mailbox.username", BAKERY);
        try (RunningRights other = new RunningRights(Files.createDirectory(folder.resolve("other")), post, ledger, clock, bakery)) {
            post.send(BAKERY, "From: " + BAKERY + "\nTo: privacy@itsme.be\nSubject: access\nMessage-ID: <forged@tulip.example>\n\n" + ASKS + "\n");
            CaseFile ours = rights.caseOf(BAKERY);
            Eventually.is("ours has answered", () -> rights.file(ours.caseId()).steps().stream().anyMatch(step -> step.name().equals("acknowledged")));
            Eventually.is("theirs has understood it", () -> other.database()
                    .sql("SELECT count(*) FROM incoming_mail WHERE state <> 'kept'").query(Integer.class).single() == 1);
            assertThat(other.database().sql("SELECT count(*) FROM letter").query(Integer.class).single()).as("theirs has not answered").isZero();
            assertThat(post.mails(BAKERY)).hasSize(1);

            // A person there takes it for a request and has a letter sent.
            var theirs = Eventually.get("theirs opens a case", () -> other.bean(SetAsideMails.class).list(0, 1).mails().stream()
                    .findFirst().flatMap(mail -> other.bean(SetAsideMails.class).openCase(mail.mailId(), "dpo"))
                    .or(() -> other.cases().stream().map(row -> row.caseId()).findFirst()));
            other.send(new ClassifyRequest(theirs, List.of(Right.ACCESS), "dpo", clock.instant()));
            Eventually.is("their letter is with us and understood", () -> rights.database()
                    .sql("SELECT count(*) FROM incoming_mail WHERE about_case = ? AND state IN ('joined', 'set-aside')").param(ours.caseId()).query(Integer.class).single() == 1);
            assertThat(rights.database().sql("SELECT count(*) FROM letter WHERE case_id = ?").param(ours.caseId()).query(Integer.class).single())
                    .as("ours does not answer it").isEqualTo(1);
            assertThat(post.mails(BAKERY)).hasSize(1);
        }
    }

    @Test
    void aMailThatIsHandedInTakesTheSameRoadAndOnlyOnce() throws Exception {
        Instant arrived = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        String received = "Received: from x.example by mx.itsme.be; " + DateTimeFormatter.RFC_1123_DATE_TIME.format(arrived.atOffset(ZoneOffset.UTC)) + "\n";
        byte[] mail = bytes(received + mail("handed", "1", ""));
        HttpResponse<String> taken = handIn(KEY, "message/rfc822", mail);
        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(handIn(LedgerStandIn.TOKEN, "message/rfc822", mail).body()).as("the same id").isEqualTo(taken.body());
        CaseFile file = rights.caseOf("handed@example.org");
        assertThat(file.receivedAt()).isEqualTo(arrived);
        assertThat(file.channel()).isEqualTo("mail");
        post.await("handed@example.org", "Your request");

        post.send("fetched@example.org", mail("fetched", "1", ""));
        rights.caseOf("fetched@example.org");
        Eventually.is("it is at rest", () -> !states("fetched").isEmpty());
        assertThat(handIn(KEY, "message/rfc822", bytes("Received: from y.example by z.example; now\n" + mail("fetched", "1", ""))).statusCode()).isEqualTo(200);

        byte[] old = bytes("Received: by mx.itsme.be; Fri, 6 Mar 2020 10:12:04 +0100\n" + mail("archive", "1", ""));
        assertThat(handIn(KEY, "message/rfc822", old).statusCode()).isEqualTo(201);
        CaseFile late = rights.caseOf("archive@example.org");
        assertThat(late.deadline().dueOn()).isEqualTo(LocalDate.of(2020, 4, 6));
        assertThat(late.attention()).contains(Attention.SENT_BY_MACHINE);
        assertThat(post.inbox("archive@example.org")).isEmpty();
    }

    @Test
    void whatARobotWritesAgainWithoutIdAndDateIsTheSameOnlyForADay() throws Exception {
        byte[] nameless = bytes("From: nameless@example.org\nTo: privacy@itsme.be\nSubject: Request\n\n" + ASKS + "\n");
        String taken = handIn(KEY, "message/rfc822", nameless).body();
        rights.caseOf("nameless@example.org");
        assertThat(handIn(KEY, "message/rfc822", nameless).body()).isEqualTo(taken);
        clock.advance(Duration.ofDays(3));
        assertThat(handIn(KEY, "message/rfc822", nameless).statusCode()).isEqualTo(201);
        Eventually.is("it is a request of its own", () -> casesOf("nameless").size() == 2);
        Eventually.is("both are at rest", () -> states("nameless").equals(List.of("case", "case")));
    }

    @Test
    void aCaseWhoseRowsWereLostKeepsItsPersonAlsoWhenTheAddressHasBecomeAnothers() {
        post.send("rolled@example.org", mail("rolled", "1", ""));
        CaseFile file = rights.caseOf("rolled@example.org");
        Eventually.is("it is at rest", () -> state(file).equals("case"));
        UUID person = personOf(file);
        rights.database().sql("UPDATE incoming_mail SET state = 'kept', tries = 0, next_try_at = ? WHERE case_id = ?")
                .params(clock.instant().plus(Duration.ofDays(999)).atOffset(ZoneOffset.UTC), file.caseId()).update();
        rights.database().sql("DELETE FROM correspondent WHERE person = ?").param(person).update();

        post.send("rolled@example.org", mail("rolled", "2", ""));
        Eventually.is("the address is another's", () -> casesOf("rolled").stream().anyMatch(other -> !personOf(other).equals(person)));
        rights.database().sql("UPDATE incoming_mail SET next_try_at = kept_at WHERE case_id = ?").param(file.caseId()).update();

        Eventually.is("it is at rest again", () -> state(file).equals("case"));
        assertThat(personOf(file)).isEqualTo(person);
        assertThat(rights.file(file.caseId()).correspondent().address()).as("its key is there").isEqualTo(Personal.of("rolled@example.org"));
    }

    private String state(CaseFile file) {
        return rights.database().sql("SELECT state FROM incoming_mail WHERE case_id = ?").param(file.caseId()).query(String.class).single();
    }

    private UUID personOf(CaseFile file) {
        return rights.database().sql("SELECT person FROM incoming_mail WHERE case_id = ?").param(file.caseId()).query(UUID.class).single();
    }

    @Test
    void whatCouldNotBeFetchedIsACaseEachTime() {
        for (long uid = 1; uid <= 2; uid++) {
            rights.bean(KeptMails.class).keep(new IncomingMail("of-the-test", 1, uid, clock.instant(), new byte[0], true));
        }
        Eventually.is("both are cases", () -> rights.database()
                .sql("SELECT count(*) FROM incoming_mail WHERE state = 'case' AND mailbox = 'of-the-test'").query(Integer.class).single() == 2);
    }

    @Test
    void whatCannotBeHandedInIsRefusedWithWhatToDoAndOfTheTooLargeTheBeginningIsKept() throws Exception {
        byte[] mail = bytes(mail("refused", "1", ""));
        assertProblem(handIn(null, "message/rfc822", mail), 401, "no-token");
        assertProblem(handIn("volens_" + "c".repeat(43), "message/rfc822", mail), 401, "no-token");
        assertProblem(handIn(OTHER_KEY, "message/rfc822", mail), 403, "key-too-weak");
        assertProblem(handIn(KEY, "text/plain", mail), 415, "unsupported-media-type");
        assertProblem(handIn(KEY, "message/rfc822", new byte[0]), 400, "no-message");

        byte[] large = Arrays.copyOf(bytes(mail("large", "1", "")), 25 * 1024 * 1024 + 1);
        Arrays.fill(large, 500, large.length, (byte) 'x');
        assertProblem(handIn(KEY, "message/rfc822", large), 413, "mail-too-large");
        assertThat(rights.caseOf("large@example.org").attention()).contains(Attention.MAIL_TOO_LARGE);
        assertThat(casesOf("refused")).isEmpty();
        String described = HTTP.send(HttpRequest.newBuilder(URI.create(rights.address() + "/api/openapi/rights")).build(), BodyHandlers.ofString()).body();
        assertThat(described).contains("\"/api/mails\"", "message/rfc822", "\"413\"");
    }

    private HttpResponse<String> handIn(@Nullable String key, String type, byte[] mail) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(rights.address() + "/api/mails")).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(mail));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("urn:volens:problem:" + type);
    }

    private static String mail(String name, String id, String fields) {
        String address = name + "@example.org";
        return "From: " + address + "\nTo: privacy@itsme.be\nSubject: " + name + "\nMessage-ID: <" + name + "-" + id + "@example.org>\n" + fields + "\n"
                + ASKS + "\n";
    }

    private List<CaseFile> casesOf(String name) {
        return rights.cases().stream().map(row -> rights.file(row.caseId()))
                .filter(file -> file.correspondent().address().orElse("").equals(name + "@example.org")).toList();
    }

    /** Of the messages of one person, sorted. */
    private List<String> states(String name) {
        return casesOf(name).stream().findFirst().map(file -> rights.database()
                .sql("SELECT state FROM incoming_mail WHERE person = (SELECT person FROM incoming_mail WHERE case_id = ?) ORDER BY state")
                .param(file.caseId()).query(String.class).list()).orElse(List.of());
    }

    private static byte[] bytes(String message) {
        return message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
