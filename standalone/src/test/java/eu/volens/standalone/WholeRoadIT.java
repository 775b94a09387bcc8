package eu.volens.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import eu.volens.banner.browser.BrowserTest;
import eu.volens.banner.browser.PageChecks;
import eu.volens.standalone.system.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person chooses, asks for their data by mail, and gets it; the data protection officer does the rest. Only what they see is used. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeRoadIT {

    private static final long WAIT_MILLIS_MAX = Duration.ofSeconds(60).toMillis();
    private static final Pattern PASSWORD = Pattern.compile("user (\\S+), password (\\S+) ");
    private static final Pattern CASE_NUMBER = Pattern.compile("\\d{4}-\\d{6}");
    private static final List<String> STEPS = List.of("request.received/1", "acknowledged", "identity-asked", "identity-confirmed",
            "collection-started", "holder-asked", "holder-answered", "review-started", "right-decided", "approved", "package-prepared", "answer-sent",
            "delivered", "downloaded", "closed");

    @TempDir
    static Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Volens volens;
    private String user;
    private String password;

    @BeforeAll
    void start() {
        volens = start(0, 0, 0);
        Matcher told = PASSWORD.matcher(console());
        assertThat(told.find()).as(console()).isTrue();
        user = told.group(1);
        password = told.group(2);
    }

    @AfterAll
    void end() {
        volens.close();
    }

    private Volens start(int port, int smtpPort, int imapPort) {
        Path root = Path.of(System.getProperty("volens.root", ".."));
        Settings settings = new Settings(port, smtpPort, imapPort, temporary.resolve("data"), root.resolve("controllers"), "belgian-mobile-id");
        Volens one = new Volens(settings, Surroundings.real(), new Progress(new PrintStream(console, true, StandardCharsets.UTF_8)),
                Assertions::fail);
        one.start();
        return one;
    }

    private String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @Order(1)
    @CsvSource(delimiter = '|', value = {
            "fr | Tout accepter     | Mes données   | Bonjour, je souhaite recevoir une copie de toutes mes données personnelles. Merci. | accepté",
            "nl | Alles aanvaarden  | Mijn gegevens | Goedendag, ik wil graag inzage in alle gegevens die u over mij bewaart.            | aanvaard",
            "de | Alle annehmen     | Meine Daten   | Guten Tag, bitte geben Sie mir Auskunft über alle gespeicherten Daten zu mir.       | angenommen",
            "en | Accept all        | My data       | Hello, please send me a copy of all the personal data you hold about me.            | accepted"})
    void aPersonGetsTheirConsentHistory(String language, String acceptAll, String subject, String text, String accepted, Page person) throws Exception {
        String address = language + "@example.org";
        String record = choose(person, language, acceptAll);
        Mails.send(volens.smtpPort(), address, "privacy@itsme.be", subject, text);

        openMail(person, address, 1);
        String caseNumber = caseNumber(person.locator("main").innerText());
        confirm(person, record);
        try (BrowserContext office = person.context().browser().newContext()) {
            Page dpo = office.newPage();
            signIn(dpo);
            String caseId = approve(dpo, caseNumber, record);

            openMail(person, address, 2);
            Map<String, String> files = download(person);
            assertThat(files).containsKeys("index.html", "data.json", "schema.json", "manifest.json", "holders/consent-ledger.json");
            assertThat(files.get("index.html")).contains("<html lang=\"" + language, caseNumber, record).containsIgnoringCase(accepted);
            assertThat(json(files.get("data.json")).toString()).contains(record, "\"marketing\"");
            person.navigate(person.url());
            assertThat(person.locator("form[method=post]")).hasCount(0);

            checkTrail(dpo, caseId);
        }
    }

    private String choose(Page person, String language, String acceptAll) {
        person.navigate(volens.url() + "/demo/business?lang=" + language);
        person.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(acceptAll)).click();
        assertThat(person.locator(".light.on")).hasCount(4);
        return person.locator("[data-record]").innerText();
    }

    /** Looks into the mailbox until there are so many letters, and opens the newest. */
    private void openMail(Page person, String address, int letters) {
        String mailbox = volens.url() + "/mailbox/" + address;
        until(() -> {
            person.navigate(mailbox);
            return person.locator("tbody tr").count() >= letters;
        });
        assertThat(person.locator("tbody tr")).hasCount(letters);
        person.locator("tbody a").first().click();
    }

    private static String caseNumber(String text) {
        Matcher number = CASE_NUMBER.matcher(text);
        assertThat(number.find()).as(text).isTrue();
        return number.group();
    }

    private static void confirm(Page person, String record) {
        person.locator("main a[href*='/identity/']").first().click();
        PageChecks.assertAccessible(person);
        person.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(record)).check();
        person.locator("main button[type=submit]").click();
        assertThat(person.locator("main form")).hasCount(0);
    }

    private void signIn(Page dpo) {
        dpo.navigate(volens.url() + "/console");
        dpo.locator("#username").fill(user);
        dpo.locator("#password").fill(password);
        dpo.locator("main button[type=submit]").click();
        assertThat(dpo).hasURL(volens.url() + "/console");
    }

    /** @return the case's id */
    private static String approve(Page dpo, String caseNumber, String record) {
        dpo.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(caseNumber)).first().click();
        until(() -> {
            dpo.reload();
            return dpo.locator("a[href$='/approve']").count() == 1;
        });
        String url = dpo.url();
        assertThat(dpo.locator(".clock strong")).hasText(Pattern.compile("[23]\\d"));
        assertThat(dpo.locator("article.record")).containsText(record.substring(0, 8));
        assertThat(dpo.locator("article.record")).containsText("Marketing");
        PageChecks.assertAccessible(dpo);

        dpo.locator("a[href$='/approve']").click();
        dpo.locator("form[action$='/approve'] button").click();
        assertThat(dpo).hasURL(url);
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static Map<String, String> download(Page person) throws IOException {
        person.locator("main a[href*='/download/']").first().click();
        PageChecks.assertAccessible(person);
        Path file = person.waitForDownload(() -> person.locator("main form[method=post] button").click()).path();
        Map<String, String> files = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                files.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /** On the page of the case, and from the read model of the audit. */
    private void checkTrail(Page dpo, String caseId) throws Exception {
        String token = Files.readString(temporary.resolve("data/keys/service-token")).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create(volens.url() + "/api/audit/" + caseId)).header("Authorization", "Bearer " + token).build();
        until(() -> steps(request).contains("closed"));
        assertThat(steps(request)).containsExactlyElementsOf(STEPS);
        dpo.reload();
        assertThat(dpo.locator(".timeline > li")).hasCount(STEPS.size());
    }

    private List<String> steps(HttpRequest request) {
        try {
            List<String> steps = new ArrayList<>();
            for (JsonNode entry : json(http.send(request, BodyHandlers.ofString()).body()).get("entries")) {
                JsonNode step = entry.get("facts").get("step");
                steps.add(step == null ? entry.get("type").asString() : step.asString());
            }
            return steps;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    @Test
    @Order(2)
    void theBannerLeadsToAllChoicesAndFromThereToTheFormWithTheRecordInIt(Page page) {
        String record = choose(page, "nl", "Alles aanvaarden");
        page.waitForFunction("!Object.keys(localStorage).some(key => key.startsWith('volens-outbox-'))");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cookies").setExact(true)).click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Al mijn keuzes en hun ontvangstbewijzen")).click();
        assertThat(page).hasURL(volens.url() + "/preferences/" + record + "?lang=nl");
        PageChecks.assertAccessible(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Vragen met het formulier")).click();
        assertThat(page.locator("html")).hasAttribute("lang", "nl");
        assertThat(page.locator("input[name=record]")).hasValue(record);
        assertThat(page.locator("input[name=record]")).isChecked();
    }

    @Test
    @Order(3)
    void theNextStartContinuesWhereTheLastStopped(Page page) {
        String record = choose(page, "en", "Accept all");
        Mails.send(volens.smtpPort(), "late@example.org", "privacy@itsme.be", "My data", "Please send me a copy of all my personal data.");
        int port = URI.create(volens.url()).getPort();
        volens.close();
        console.reset();

        volens = start(port, volens.smtpPort(), volens.imapPort());

        assertThat(console()).doesNotContain("password");
        page.reload();
        assertThat(page.locator("[data-record]")).hasText(record);
        assertThat(page.locator(".light.on")).hasCount(4);
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        openMail(page, "late@example.org", 1);
        signIn(page);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(CASE_NUMBER))).not().hasCount(0);
        page.navigate(volens.url() + "/console?show=closed");
        assertThat(page.locator("tbody tr")).hasCount(4);
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) {
        long deadline = System.nanoTime() + Duration.ofMillis(WAIT_MILLIS_MAX).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
