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
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doors beside the mailbox, with everything behind them: database, mail server, pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {

    private static final String RECORD = "3f0c9a52-7d1e-4b6a-9c58-2e4f10d7ab63";

    private final SettableClock clock = new SettableClock();
    private final PostOffice post = new PostOffice();
    private final LedgerStandIn ledger = new LedgerStandIn();
    private final RunningRights rights;

    DoorIT(@TempDir Path folder) {
        rights = new RunningRights(folder, post, ledger, clock);
    }

    @AfterAll
    void stop() {
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
            try (var client = HttpClient.newHttpClient()) {
                assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).as(site).isEqualTo(403);
            }
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
