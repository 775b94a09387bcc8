package eu.volens.rights.door;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Browser;
import eu.volens.rights.Browser.Page;
import eu.volens.rights.Eventually;
import eu.volens.rights.LedgerStandIn;
import eu.volens.rights.PostOffice;
import eu.volens.rights.RunningRights;
import eu.volens.rights.SettableClock;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors beside the mailbox, with everything behind them: database, mail server, pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {

    private static final String SHOP = ApiKey.PREFIX + "of-the-shop";
    private static final String AGENT = ApiKey.PREFIX + "of-an-agent";
    private static final String OTHER = ApiKey.PREFIX + "for-something-else";
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final String PASSWORD = "correct-horse-battery-staple";
    private static final String RECORD = "3f0c9a52-7d1e-4b6a-9c58-2e4f10d7ab63";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final RunningRights rights;

    DoorIT(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("api-keys"), ApiKey.of("shop", Set.of(Scope.REQUESTS_WRITE), SHOP).line() + "\n"
                + ApiKey.of("agent", Set.of(Scope.REQUESTS_WRITE), AGENT).line() + "\n" + ApiKey.of("other", Set.of(Scope.CONSENTS_READ), OTHER).line() + "\n");
        rights = new RunningRights(folder, post, ledger, clock, Map.of("volens.authserv-id", "mx.controller.example"));
    }

    @AfterAll
    void stop() {
        client.close();
        rights.close();
        ledger.close();
        post.close();
    }

    /** What was counted for this machine before is forgotten. */
    @BeforeEach
    void anHourLater() {
        clock.advance(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "fr | Votre demande est bien arrivée  | Votre demande",
            "nl | Uw verzoek is goed aangekomen   | Uw verzoek",
            "de | Ihre Anfrage ist angekommen     | Ihre Anfrage",
            "en | Your request is here            | Your request"})
    void whoFillsInTheFormGetsTheSameLetterAsWhoWritesAMail(String language, String title, String subject) {
        String address = "form-" + language + "@example.org";
        Browser browser = new Browser(rights.address());
        Page form = browser.get("/request?lang=" + language + "&record=" + RECORD);
        assertUsable(form, language);
        assertThat(form.document().select("input[name=record][value=" + RECORD + "]").hasAttr("checked")).as("who comes with a record brings it").isTrue();

        Page sent = browser.submit(form, "/request", Map.of("right", "access", "name", "Léa", "mail", address, "message", "All of it.\nPlease.",
                "record", RECORD));
        assertThat(sent.status()).isEqualTo(302);
        Page received = browser.follow(sent);
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.document().selectFirst("h1").text()).isEqualTo(title);

        CaseFile file = rights.caseOf(address);
        assertThat(received.text()).contains(file.caseNumber());
        assertThat(file.channel()).isEqualTo("form");
        assertThat(file.language()).isEqualTo(language);
        assertThat(file.rights()).containsExactly(Right.ACCESS);
        assertThat(file.attention()).isEmpty();
        assertThat(file.correspondent().name()).isEqualTo(Personal.of("Léa"));
        assertThat(file.message().orElseThrow().text()).isEqualTo(Personal.of("All of it.\nPlease."));
        assertThat(file.message().orElseThrow().consentRecords()).isEqualTo(Personal.of(List.of(RECORD)));
        assertThat(PostOffice.text(post.await(address, subject), "text/plain")).contains(file.caseNumber(), RunningRights.RIGHTS_URL + "/identity/");
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);
    }

    private static void assertUsable(Page page, String language) {
        var document = page.document();
        assertThat(page.status()).isEqualTo(200);
        assertThat(document.selectFirst("html").attr("lang")).isEqualTo(language);
        assertThat(page.body()).doesNotContain("??").doesNotContain("#{");
        assertThat(document.select("h1")).hasSize(1);
        assertThat(document.select("script, iframe, [onclick], [style]")).isEmpty();
        for (var field : document.select("input:not([type=hidden]), textarea")) {
            assertThat(field.closest("label") != null || document.selectFirst("label[for=" + field.id() + "]") != null).as("%s", field).isTrue();
        }
        document.select("[aria-describedby]").eachAttr("aria-describedby").stream().flatMap(ids -> Stream.of(ids.split(" ")))
                .forEach(id -> assertThat(document.getElementById(id)).as(id).isNotNull());
        assertThat(document.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void theAnswerIsTheSameWhetherTheAddressIsKnownOrNot() {
        String known = "known@example.org";
        send(known, Map.of());
        CaseFile first = rights.caseOf(known);

        Page again = send(known, Map.of());
        Page unknown = send("never-seen@example.org", Map.of());

        assertThat(masked(again)).isEqualTo(masked(unknown));
        assertThat(masked(new Browser(rights.address()).follow(again))).isEqualTo(masked(new Browser(rights.address()).follow(unknown)));
        Eventually.is("both are cases of one person", () -> rights.cases().stream()
                .flatMap(row -> rights.database().sql("SELECT person FROM submission WHERE case_id = ? AND state = 'case'").param(row.caseId())
                        .query(String.class).list().stream())
                .filter(person -> person.equals(personOf(first))).count() == 2);
    }

    private String personOf(CaseFile file) {
        return rights.database().sql("SELECT person FROM submission WHERE case_id = ?").param(file.caseId()).query(String.class).single();
    }

    private static String masked(Page page) {
        return (page.status() + page.location() + page.headers().map().keySet() + page.body()).replaceAll("\\d{4}-\\d{6}", "N");
    }

    @Test
    void theButtonPressedTwiceIsOneRequest() {
        Browser browser = new Browser(rights.address());
        Page form = browser.get("/request");
        Map<String, String> filledIn = Map.of("right", "erasure", "mail", "twice@example.org");

        Page first = browser.submit(form, "/request", filledIn);
        Page second = browser.submit(form, "/request", filledIn);

        assertThat(second.location()).isEqualTo(first.location());
        CaseFile file = rights.caseOf("twice@example.org");
        assertThat(first.location()).contains(file.caseNumber());
        assertThat(rights.database().sql("SELECT count(*) FROM submission WHERE case_number = ?").param(file.caseNumber()).query(Integer.class).single()).isOne();
        Page corrected = browser.submit(form, "/request", Map.of("right", "erasure", "mail", "twice@example.org", "message", "But not my invoices."));
        assertThat(corrected.status()).isEqualTo(302);
        assertThat(corrected.location()).as("what was corrected is not lost").isNotEqualTo(first.location());
    }

    @Test
    void aCaseWhoseRowsWereLostKeepsItsPersonAlsoWhenTheAddressHasBecomeAnothers() {
        send("rolled-back@example.org", Map.of("name", "First"));
        CaseFile file = rights.caseOf("rolled-back@example.org");
        Eventually.is("it is at rest", () -> isAtRest(file));
        String person = personOf(file);
        rights.database().sql("UPDATE submission SET state = 'kept', tries = 0, next_try_at = ? WHERE case_id = ?")
                .params(OffsetDateTime.ofInstant(clock.instant().plus(Duration.ofDays(999)), BRUSSELS), file.caseId()).update();
        rights.database().sql("DELETE FROM correspondent WHERE person = ?::uuid").param(person).update();

        send("rolled-back@example.org", Map.of("name", "Second"));
        Eventually.is("the address is another's", () -> rights.database().sql("SELECT count(*) FROM correspondent WHERE person IN "
                + "(SELECT person FROM submission WHERE state = 'case' AND kept_at > (SELECT kept_at FROM submission WHERE case_id = ?))")
                .param(file.caseId()).query(Integer.class).single() == 1);
        rights.database().sql("UPDATE submission SET next_try_at = kept_at WHERE case_id = ?").param(file.caseId()).update();

        Eventually.is("it is at rest again", () -> isAtRest(file));
        assertThat(personOf(file)).isEqualTo(person);
        assertThat(rights.file(file.caseId()).correspondent().name()).as("its key is there").isEqualTo(Personal.of("First"));
    }

    private boolean isAtRest(CaseFile file) {
        return rights.database().sql("SELECT state FROM submission WHERE case_id = ?").param(file.caseId()).query(String.class).single().equals("case");
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedIsStillThere() {
        long before = submissions();
        Browser browser = new Browser(rights.address());

        Page faulty = browser.submit(browser.get("/request"), "/request", Map.of("mail", "nowhere", "name", "Léa <b>"));
        assertThat(faulty.status()).isEqualTo(422);
        assertThat(faulty.document().select("#fault-nothing-asked, #fault-mail-unusable")).hasSize(2);
        assertThat(faulty.document().selectFirst("#mail").attr("aria-invalid")).isEqualTo("true");
        assertThat(faulty.document().selectFirst("#name").val()).isEqualTo("Léa <b>");

        Page trapped = browser.submit(faulty, "/request", Map.of("right", "access", "mail", "robot@example.org", "website", "http://spam.example"));
        assertThat(trapped.status()).isEqualTo(422);
        assertThat(trapped.document().selectFirst("input[name=website]").val()).as("a person presses once more").isEmpty();

        for (String ticket : List.of("", "forged", "A".repeat(54), "x".repeat(5_000))) {
            assertThat(browser.post("/request", Map.of("right", "access", "mail", "robot@example.org", "ticket", ticket)).status()).as(ticket).isEqualTo(422);
        }
        Page old = browser.get("/request");
        clock.advance(FormTickets.LIFETIME);
        assertThat(browser.submit(old, "/request", Map.of("right", "access", "mail", "slow@example.org")).document().select("#fault-ticket-old")).hasSize(1);
        assertThat(submissions()).isEqualTo(before);
    }

    @Test
    void anotherSiteCannotSendItForItsVisitors() throws Exception {
        long before = submissions();
        var form = new Browser(rights.address()).get("/request");
        String body = "right=access&mail=victim%40example.org&ticket=" + form.document().selectFirst("input[name=ticket]").val();
        for (String site : List.of("cross-site", "same-site", "none")) {
            var request = HttpRequest.newBuilder(URI.create(rights.address() + "/request")).header("Sec-Fetch-Site", site)
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(body)).build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).as(site).isEqualTo(403);
        }
        assertThat(submissions()).isEqualTo(before);
    }

    @Test
    void tooManyFromOnePlaceWaitAndLoseNothingTheyTyped() {
        List<Page> pages = IntStream.range(0, 25).mapToObj(i -> send("flood-" + i + "@example.org", Map.of("message", "number " + i))).toList();

        assertThat(pages.stream().filter(page -> page.status() == 302)).hasSize(20);
        Page refused = pages.getLast();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 180);
        assertThat(refused.document().select("#fault-too-many")).hasSize(1);
        assertThat(refused.document().selectFirst("#message").val()).isEqualTo("number 24");
    }

    @Test
    void aStrangersMailboxIsNotFilledByWayOfTheForm() {
        String victim = "victim@example.org";
        List<String> numbers = IntStream.range(0, 8).mapToObj(i -> send(victim, Map.of()).location().replaceAll(".*/([0-9]{4}-[0-9]{6}).*", "$1")).toList();

        Eventually.is("all are cases", () -> rights.cases().stream().filter(row -> numbers.contains(row.caseNumber())).count() == 8);
        Eventually.is("five were acknowledged", () -> post.inbox(victim).size() == 5);
        assertThat(rights.cases().stream().filter(row -> numbers.contains(row.caseNumber()) && row.attention().contains(Attention.SENT_BY_MACHINE)))
                .as("the others wait for a human, with the clock running").hasSize(3);
    }

    @Test
    void lookingNeverSendsAndMadeUpReceiptsSayNothing() {
        long before = submissions();
        Browser browser = new Browser(rights.address());
        String filledIn = "/request?right=access&mail=" + URLEncoder.encode("scanner@example.org", StandardCharsets.UTF_8);
        assertThat(browser.get(filledIn).status()).isEqualTo(200);
        assertThat(browser.method("HEAD", filledIn).status()).isEqualTo(200);
        assertThat(browser.get("/request?record=%3Cscript%3E").document().select("input[name=record]")).isEmpty();
        assertThat(browser.get("/request/received").status()).isEqualTo(404);
        assertThat(browser.get("/request/received/2999-01-01/2026-000001").status()).isEqualTo(404);
        assertThat(browser.get("/request/received/2026-11-25/%3Cb%3E").status()).isEqualTo(404);
        assertThat(submissions()).isEqualTo(before);
    }

    @Test
    void theRecordOfTheBannersCookieIsOfferedAndGoesNowhereUnticked() {
        Browser browser = new Browser(rights.address()).withCookie("CookieConsent", URLEncoder.encode("{\"record\":\"" + RECORD + "\"}", StandardCharsets.UTF_8));
        Page form = browser.get("/request");
        assertThat(form.document().select("input[name=record][value=" + RECORD + "]").hasAttr("checked")).isFalse();

        browser.submit(form, "/request", Map.of("right", "access", "mail", "cookie@example.org"));

        assertThat(rights.caseOf("cookie@example.org").message().orElseThrow().consentRecords()).isEqualTo(Personal.of(List.of()));
    }

    @Test
    void aCrashAfterTheCaseWasOpenedOpensNoSecondOne() {
        send("crash@example.org", Map.of());
        CaseFile file = rights.caseOf("crash@example.org");
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);

        rights.database().sql("UPDATE submission SET state = 'kept', next_try_at = now() - interval '1 day' WHERE case_id = ?").param(file.caseId()).update();

        Eventually.is("it is done again", () -> rights.database().sql("SELECT state FROM submission WHERE case_id = ?").param(file.caseId())
                .query(String.class).single().equals("case"));
        assertThat(rights.file(file.caseId()).steps()).filteredOn(step -> step.name().equals("received")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"fr, post", "nl, telephone", "de, post", "en, telephone"})
    void whatCameByPostOrTelephoneIsACaseFromTheDayItCame(String language, String channel) {
        Browser dpo = dpo();
        Page form = dpo.get("/console/cases/new?lang=" + language);
        assertUsable(form, language);
        String address = "hand-" + language + "@example.org";
        var day = LocalDate.ofInstant(clock.instant(), BRUSSELS).minusDays(20);

        Page entered = dpo.submit(form, "/console/cases/new", Map.of("channel", channel, "receivedOn", day.toString(), "right", "erasure", "name",
                "L\u00e9a Maes", "mail", address, "language", language, "acting", "THEMSELVES", "reach", "+32 2 000 00 00", "note", "She said: all of it."));

        assertThat(entered.location()).as(entered.text()).contains("/console/cases/");
        assertThat(dpo.follow(entered).status()).isEqualTo(200);
        CaseFile file = rights.caseOf(address);
        assertThat(file.channel()).isEqualTo(channel);
        assertThat(file.deadline().receivedOn()).isEqualTo(day);
        assertThat(file.language()).isEqualTo(language);
        assertThat(file.message().orElseThrow().text().orElse("")).startsWith("She said: all of it.").contains("+32 2 000 00 00");
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);
        assertThat(PostOffice.text(post.inbox(address).getFirst(), "text/plain")).contains(file.caseNumber(), "/identity/");
    }

    @Test
    void whatWasFoundLateIsShownAsLateAndNoLetterPromisesADayThatIsOver() {
        Browser dpo = dpo();
        var day = LocalDate.ofInstant(clock.instant(), BRUSSELS).minusDays(40);
        dpo.submit(dpo.get("/console/cases/new"), "/console/cases/new", Map.of("channel", "post", "receivedOn", day.toString(), "right", "access",
                "name", "Late", "mail", "found-late@example.org", "acting", "THEMSELVES", "note", "It lay in a drawer."));

        CaseFile file = rights.caseOf("found-late@example.org");
        assertThat(file.deadline().receivedOn()).isEqualTo(day);
        assertThat(file.deadline().dueOn()).isBefore(LocalDate.ofInstant(clock.instant(), BRUSSELS));
        assertThat(file.attention()).as("a human writes").contains(Attention.SENT_BY_MACHINE);
        assertThat(file.letters()).isEmpty();
    }

    @Test
    void aLetterWithoutAnAddressForMachinesIsAnsweredByHand() {
        Browser dpo = dpo();
        Page entered = dpo.submit(dpo.get("/console/cases/new"), "/console/cases/new", Map.of("channel", "post", "receivedOn", today(), "name",
                "Old Hand", "reach", "Kerkstraat 1, 9000 Gent", "acting", "WITHOUT_MANDATE", "note", "A letter for my mother."));

        UUID caseId = UUID.fromString(entered.location().replaceAll(".*/", ""));
        CaseFile file = rights.file(caseId);
        assertThat(file.attention()).contains(Attention.SENDER_UNKNOWN, Attention.RIGHT_UNKNOWN, Attention.IDENTITY_DOUBTED);
        assertThat(file.correspondent().name()).isEqualTo(Personal.of("Old Hand"));
        assertThat(file.letters()).isEmpty();
    }

    @Test
    void aDayToComeIsRefusedAndOnlyTheDpoMayEnter() {
        long before = submissions();
        Browser dpo = dpo();
        Page form = dpo.get("/console/cases/new");
        var tomorrow = LocalDate.ofInstant(clock.instant(), BRUSSELS).plusDays(1).toString();
        Page refused = dpo.submit(form, "/console/cases/new", Map.of("channel", "post", "receivedOn", tomorrow, "name", "A", "right", "access"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select("#fault-day-in-future")).hasSize(1);

        Browser stranger = new Browser(rights.address());
        assertThat(stranger.get("/console/cases/new").location()).endsWith("/login");
        assertThat(stranger.post("/console/cases/new", Map.of("channel", "post", "receivedOn", today(), "name", "A", "right", "access")).status()).isIn(302, 403);
        assertThat(dpo.post("/console/cases/new", Map.of("channel", "post", "receivedOn", today(), "name", "A", "right", "access")).status())
                .as("a forged form").isEqualTo(403);
        assertThat(submissions()).isEqualTo(before);
    }

    @Test
    void whatSpeaksAgainstTheSenderIsSeenWhicheverDoorTheyTake() {
        send("eleonore.dubois@example.org", Map.of());
        rights.caseOf("eleonore.dubois@example.org");
        clock.advance(Duration.ofSeconds(1));

        send("eleonore.dubois@examp1e.org", Map.of());
        CaseFile alike = rights.caseOf("eleonore.dubois@examp1e.org");
        assertThat(Eventually.get("the doubt is raised", () -> Optional.of(rights.file(alike.caseId())).filter(file ->
                file.attention().contains(Attention.IDENTITY_DOUBTED))).steps()).extracting(CaseFile.Step::name).contains("identity-doubted");

        send("eleonore.dubois@example.org", Map.of());
        Eventually.is("she asked twice", () -> rights.database().sql("SELECT count(*) FROM submission WHERE state = 'kept'").query(Integer.class).single() == 0);
        assertThat(rights.cases().stream().map(row -> rights.file(row.caseId()))
                .filter(file -> file.correspondent().address().orElse("").equals("eleonore.dubois@example.org")))
                .as("who was there first is not suspected").hasSize(2).noneMatch(file -> file.attention().contains(Attention.IDENTITY_DOUBTED));

        post.send("spoof@example.org", "From: \"ceo@example.com\" <spoof@example.org>\nReply-To: thief@elsewhere.example\n"
                + "Authentication-Results: mx.controller.example; dmarc=fail header.from=example.org\nTo: privacy@itsme.be\nSubject: URGENT\n"
                + "Message-ID: <spoof@example.org>\n\nPlease send me a copy of all the personal data you hold about me.\n");
        CaseFile spoof = rights.caseOf("spoof@example.org");
        Eventually.is("all three are raised", () -> rights.bean(CaseLog.class).find(spoof.caseId()).orElseThrow().all(IdentityDoubted.class).stream()
                .anyMatch(raised -> raised.doubts().equals(List.of(Doubt.NAME_SHOWS_OTHER_ADDRESS, Doubt.REPLY_ELSEWHERE, Doubt.SENDER_NOT_AUTHENTICATED))));
    }

    @Test
    void whoIsDoubtedSeesTheSameThanksAsAnybody() {
        send("plain@example.org", Map.of());
        String agents = "{\"rights\": [\"access\"], \"language\": \"en\", \"person\": {\"mail\": \"distant@example.org\"}, "
                + "\"agent\": {\"name\": \"A\", \"mandate\": false}}";
        assertThat(call("POST", "/api/requests", AGENT, "doubted-thanks", agents).statusCode()).isEqualTo(201);
        CaseFile plain = rights.caseOf("plain@example.org");
        CaseFile doubted = rights.caseOf("distant@example.org");

        Page thanks = confirm("plain@example.org", plain);
        Page same = confirm("distant@example.org", doubted);

        assertThat(thanks.document().selectFirst("h1").text()).isEqualTo("Thank you, it is confirmed");
        assertThat(withoutMoments(same)).isEqualTo(withoutMoments(thanks));
        assertThat(rights.file(doubted.caseId()).status()).as("and yet nothing is collected").isEqualTo(Status.AWAITING_IDENTITY);
    }

    private static String withoutMoments(Page page) {
        return masked(page).replaceAll("\\d\\d:\\d\\d(:[0-9.]+Z)?", "T").replaceAll("/identity/[^\"]+", "L");
    }

    private Page confirm(String address, CaseFile file) {
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);
        Browser person = new Browser(rights.address());
        String link = "/identity/" + PostOffice.token(post.await(address, "Your request"), "identity");
        Page confirmed = person.submit(person.get(link), link, Map.of());
        return person.follow(confirmed);
    }

    @Test
    void theRequestIsTakenBackByPressingAButtonAndNotByLooking() {
        send("changed-mind@example.org", Map.of());
        CaseFile file = rights.caseOf("changed-mind@example.org");
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);
        String link = "/identity/" + PostOffice.token(post.await("changed-mind@example.org", "Your request"), "identity");
        Browser person = new Browser(rights.address());

        Page asked = person.get(person.get(link).document().selectFirst("a[href$=/withdraw]").attr("href"));
        person.method("HEAD", link + "/withdraw");
        assertThat(rights.file(file.caseId()).status()).as("looking changes nothing").isEqualTo(Status.AWAITING_IDENTITY);

        Page gone = person.submit(asked, link + "/withdraw", Map.of());
        assertThat(person.follow(gone).document().selectFirst("h1").text()).isEqualTo("You took the request back");
        CaseFile closed = rights.file(file.caseId());
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(closed.steps()).filteredOn(step -> step.name().equals("withdrawn")).extracting(CaseFile.Step::by).containsOnlyNulls();
        assertThat(person.submit(asked, link + "/withdraw", Map.of()).status()).as("twice changes nothing").isEqualTo(302);
        assertThat(person.post("/identity/guessed/withdraw", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aLinkIsNotTriedForEver() {
        Browser thief = new Browser(rights.address());
        assertThat(IntStream.range(0, 21).mapToObj(i -> thief.post("/identity/always-the-same", Map.of()).status()).toList())
                .as("one link").startsWith(404).endsWith(429);
        Page refused = IntStream.range(0, 200).mapToObj(i -> thief.get("/identity/guess-" + i)).filter(page -> page.status() == 429).findFirst().orElseThrow();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(refused.document().select("h1")).hasSize(1);
    }

    @Test
    void aProgramHandsInWhatAPersonAsksAndLearnsWhereItStands() {
        String body = "{\"rights\": [\"access\"], \"language\": \"nl\", \"message\": \"Alles graag.\", \"consentRecords\": [\"" + RECORD
                + "\"], \"person\": {\"name\": \"L\u00e9a\", \"mail\": \"api@example.org\"}}";
        HttpResponse<String> created = call("POST", "/api/requests", SHOP, "order-1", body);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode standing = JSON.readTree(created.body());
        String address = created.headers().firstValue("Location").orElseThrow();
        assertThat(address).isEqualTo("/api/requests/" + standing.get("id").asString());

        assertThat(call("POST", "/api/requests", SHOP, "order-1", body).body()).as("sent again").isEqualTo(created.body());
        CaseFile file = rights.caseOf("api@example.org");
        assertThat(file.caseNumber()).isEqualTo(standing.get("caseNumber").asString());
        assertThat(file.channel()).isEqualTo("api");
        assertThat(file.attention()).isEmpty();
        rights.await(file.caseId(), Status.AWAITING_IDENTITY);
        assertThat(PostOffice.text(post.inbox("api@example.org").getFirst(), "text/plain")).contains("/identity/");
        HttpResponse<String> found = call("GET", address, SHOP, "", "");
        assertThat(JSON.readTree(found.body()).get("status").asString()).isEqualTo("awaiting-identity");
        assertThat(JSON.readTree(found.body()).get("dueOn").asString()).isEqualTo(file.deadline().dueOn().toString());
        assertThat(found.body()).as("nothing of the person").doesNotContain("example.org", "L\u00e9a", RECORD);
        assertThat(call("GET", address, AGENT, "", "").statusCode()).as("another key's").isEqualTo(404);
        assertThat(problem(call("POST", "/api/requests", SHOP, "order-1", body.replace("access", "erasure")))).isEqualTo("422 idempotency-key-reused");
        assertThat(call("POST", "/api/requests", AGENT, "order-1", body).statusCode()).as("keys do not share names").isEqualTo(201);
    }

    @Test
    void anAgentWithoutAMandateAndAFreshAddressAreDoubted() {
        var today = LocalDate.ofInstant(clock.instant(), BRUSSELS);
        String body = "{\"rights\": [\"access\"], \"person\": {\"mail\": \"client@example.org\", \"mailSince\": \"" + today.minusDays(3)
                + "\"}, \"agent\": {\"name\": \"Rights for All\", \"mandate\": false}}";
        assertThat(call("POST", "/api/requests", AGENT, "doubted", body).statusCode()).isEqualTo(201);
        CaseFile file = rights.caseOf("client@example.org");
        Eventually.is("both are raised", () -> rights.bean(CaseLog.class).find(file.caseId()).orElseThrow().all(IdentityDoubted.class).stream()
                .anyMatch(raised -> raised.doubts().equals(List.of(Doubt.ADDRESS_CHANGED_LATELY, Doubt.NO_MANDATE))));
        assertThat(file.message().orElseThrow().text().orElse("")).contains("Rights for All");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "SHOP  | k  | {                                                    | 400 malformed-json",
            "SHOP  | k  | null                                                 | 400 malformed-json",
            "SHOP  | k  | {\"person\": {\"mail\": \"a@b.example\"}, \"no\": 1}  | 400 malformed-json",
            "SHOP  | k  | {\"person\": {\"mail\": \"nowhere\"}}              | 400 invalid-request",
            "SHOP  |    | {}                                                   | 400 idempotency-key-missing",
            "NONE  | k  | {}                                                   | 401 no-token",
            "WRONG | k  | {}                                                   | 401 no-token",
            "OTHER | k  | {}                                                   | 403 key-too-weak"})
    void whatCannotBeHandedInIsToldInAProblem(String key, String once, String body, String problem) {
        long before = submissions();
        String secret = Map.of("SHOP", SHOP, "OTHER", OTHER, "WRONG", ApiKey.PREFIX + "guessed", "NONE", "").get(key);

        assertThat(problem(call("POST", "/api/requests", secret, once == null ? "" : once, body))).isEqualTo(problem);
        assertThat(submissions()).isEqualTo(before);
    }

    @Test
    void aBodyWithoutEndIsNotReadAndAKeyIsNotAnsweredForEver() {
        assertThat(problem(call("POST", "/api/requests", SHOP, "large", "\"" + "x".repeat(RequestApi.BODY_BYTES_MAX) + "\""))).isEqualTo("413 body-too-large");
        HttpResponse<String> last = IntStream.range(0, RequestApi.PER_KEY_MAX + 50).mapToObj(i -> call("GET", "/api/requests/" + RECORD, AGENT, "", ""))
                .filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
        assertThat(problem(last)).isEqualTo("429 too-many-requests");
        assertThat(last.headers().firstValue("Retry-After").orElse("")).isEqualTo("1");
    }

    @Test
    void theDescriptionNamesEveryProblemAndResolves() {
        JsonNode api = JSON.readTree(call("GET", "/api/openapi/rights", "", "", "").body());

        assertThat(api.at("/paths/~1api~1requests/post/requestBody/content/application~1json/schema/$ref").asString()).endsWith("/RequestToHandIn");
        assertThat(api.at("/paths/~1api~1requests~1{id}/get/responses/200").isMissingNode()).isFalse();
        String responses = api.at("/components/responses").toString();
        for (ApiProblem problem : ApiProblem.values()) {
            assertThat(responses).contains("urn:volens:problem:" + problem.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        assertThat(api.get("paths").propertyNames()).as("pages are not part of it").allMatch(path -> path.startsWith("/api/"));
    }

    private HttpResponse<String> call(String method, String path, String key, String once, String body) {
        var request = HttpRequest.newBuilder(URI.create(rights.address() + path)).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (!once.isEmpty()) {
            request.header("Idempotency-Key", once);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).isEqualTo("application/problem+json");
        return answer.statusCode() + " " + JSON.readTree(answer.body()).get("type").asString().replace("urn:volens:problem:", "");
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), BRUSSELS).toString();
    }

    private Browser dpo() {
        rights.database().sql("UPDATE console_account SET password_hash = ?, first_password = false WHERE name = 'dpo'")
                .param(rights.bean(PasswordEncoder.class).encode(PASSWORD)).update();
        Browser browser = new Browser(rights.address());
        assertThat(browser.signIn("dpo", PASSWORD).location()).endsWith("/console");
        return browser;
    }

    private Page send(String address, Map<String, String> more) {
        Browser browser = new Browser(rights.address());
        Map<String, String> fields = new LinkedHashMap<>(Map.of("right", "access", "mail", address));
        fields.putAll(more);
        return browser.submit(browser.get("/request"), "/request", fields);
    }

    private long submissions() {
        return rights.database().sql("SELECT count(*) FROM submission").query(Long.class).single();
    }
}
