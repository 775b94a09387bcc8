package eu.volens.ledger.preferences;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static eu.volens.banner.browser.PageChecks.assertAccessible;
import static eu.volens.banner.browser.PageChecks.assertFitsWidth;
import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static eu.volens.ledger.SharedLedger.policyVersion;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import eu.volens.banner.browser.BrowserTest;
import eu.volens.ledger.RunningLedger.Answer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The preference centre, as a visitor without scripts uses it, and as somebody else's page would like to. */
@BrowserTest
class PreferencesIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALL = "\"preferences\",\"functional\",\"analytics\",\"marketing\"";

    @Test
    void theVisitorSeesChangesAndTakesBackTheirChoiceWithoutScriptsAndTheBrowserFollows(Browser browser) {
        var record = record("\"functional\",\"marketing\"", "\"preferences\",\"analytics\"");
        try (var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            keep(context, record, List.of("functional", "marketing"), List.of("preferences", "analytics"));
            var page = context.newPage();
            page.navigate(LEDGER.address() + "/preferences?lang=en");
            assertThat(page.getByLabel("Functional")).isChecked();
            assertThat(page.getByLabel("Analytics")).not().isChecked();

            page.getByLabel("Marketing").uncheck();
            page.getByLabel("Analytics").check();
            button(page, "Save my choice").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your choice is saved.");
            assertThat(page).hasURL(LEDGER.address() + "/preferences?lang=en&done=saved");
            assertThat(page.getByText("You took consent back")).isVisible();
            assertThat(given(record)).containsExactlyInAnyOrder("functional", "analytics");
            assertThat(kept(context).get("given").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrder("functional", "analytics");
            assertThat(LEDGER.get("/api/consents/" + record).json().at("/history/2/layer").asString()).isEqualTo("preferences");

            button(page, "Take everything back").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your consent is taken back.");
            assertThat(given(record)).isEmpty();
            assertThat(kept(context).get("given")).isEmpty();
            assertThat(kept(context).get("refused").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrder("preferences", "functional", "analytics", "marketing");
            assertThat(button(page, "Refuse everything")).isVisible();
        }
    }

    @Test
    void theBannerGoesByWhatWasChangedHere(Page page) {
        var record = record("", ALL);
        keep(page.context(), record, List.of(), List.of("preferences", "functional", "analytics", "marketing"));
        page.navigate(LEDGER.address() + "/preferences?lang=en");
        button(page, "Accept everything").click();
        assertThat(page.getByRole(AriaRole.STATUS)).isVisible();

        page.navigate(LEDGER.address() + "/policy/itsme-id/en");
        page.waitForFunction("window.volens && volens.consent()?.given.length === 4");
        assertThat(page.evaluate("volens.consent().record")).isEqualTo(record.toString());
    }

    @Test
    void aNumberTypedElsewhereOpensTheSameAndLeavesThisBrowserAlone(Page page) {
        var record = record("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"");
        page.navigate(LEDGER.address() + "/preferences?lang=en");
        assertAccessible(page);
        page.getByLabel("Number of your record").fill(UUID.randomUUID().toString());
        button(page, "Show my choices").click();
        assertThat(page.getByText("There is no record of this number.")).isVisible();
        assertAccessible(page);

        page.getByLabel("Number of your record").fill(" " + record + " ");
        button(page, "Show my choices").click();
        assertThat(page).hasURL(LEDGER.address() + "/preferences/" + record + "?lang=en");
        button(page, "Take everything back").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("open this page there as well");
        assertThat(given(record)).isEmpty();
        assertThat(page.context().cookies()).isEmpty();
    }

    @Test
    void everyoneCanUseItInLightInDarkAndOnAPhone(Page page) {
        var record = record("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"");
        keep(page.context(), record, List.of("functional"), List.of("preferences", "analytics", "marketing"));
        page.navigate(LEDGER.address() + "/preferences?lang=en&done=saved");
        assertAccessible(page);
        whole(page, "preferences-light");
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        whole(page, "preferences-dark");
        page.setViewportSize(390, 844);
        assertFitsWidth(page);
        whole(page, "preferences-phone");
        page.setViewportSize(320, 740);
        assertFitsWidth(page);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fr | Vos choix en matière de cookies | Tout retirer             | Mes%20donn%C3%A9es
        nl | Uw cookiekeuzes                 | Alles intrekken          | Mijn%20gegevens
        de | Ihre Cookie-Einstellungen       | Alles widerrufen         | Meine%20Daten
        en | Your cookie choices             | Take everything back     | My%20data
        """)
    void itSpeaksTheLanguageAskedForAndLeadsToTheRightsRequest(String language, String title, String withdraw, String subject) {
        var record = record("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"");
        var page = LEDGER.get("/preferences/" + record + "?lang=" + language);

        assertThat(page.text()).contains("<html lang=\"" + language + "\"", "<h1>" + title + "</h1>", withdraw, policyVersion(),
                        "mailto:privacy@itsme.be?subject=" + subject + "&amp;body=", "/api/consents/" + record + "/receipts/1.html?lang=" + language)
                .doesNotContain("??", "{0", "{1", "null", " style=", "<script").doesNotContainPattern("preferences\\.[a-z]+\\.[a-z]");
        assertThat(page.text()).containsPattern("body=[^\"]*" + record);
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Robots-Tag")).contains("noindex");
        assertThat(page.response().headers().allValues("Referrer-Policy")).containsExactly("same-origin");
    }

    @Test
    void aPageOfSomebodyElseChangesNothing() {
        var record = record(ALL, "");
        var cookie = "CookieConsent=" + cookie(record, List.of("functional"), List.of());
        var form = "policyVersion=" + policyVersion() + "&method=refuse-all&key=" + UUID.randomUUID();

        assertThat(post("/preferences/choice", form, "Cookie", cookie).status()).isEqualTo(405);
        assertThat(post("/preferences/" + UUID.randomUUID() + "/choice", form, "Cookie", cookie).status()).isEqualTo(404);
        assertThat(post("/preferences/" + record + "/choice", form, "Cookie", cookie, "Origin", "https://evil.example").status()).isEqualTo(403);
        assertThat(post("/preferences/" + record + "/withdrawal", form, "Cookie", cookie, "Origin", "https://evil.example").status()).isEqualTo(403);
        assertThat(LEDGER.get("/preferences/" + record + "/withdrawal", "Cookie", cookie).status()).as("no link does it").isEqualTo(405);
        assertThat(given(record)).hasSize(4);
    }

    @Test
    void aFormSentTwiceCountsOnce() {
        var record = record(ALL, "");
        var form = "policyVersion=" + policyVersion() + "&method=choose&given=functional&key=" + UUID.randomUUID();

        assertThat(post("/preferences/" + record + "/choice", form).status()).isEqualTo(302);
        assertThat(post("/preferences/" + record + "/choice", form).header("Location")).contains("done=saved");
        assertThat(LEDGER.get("/api/consents/" + record).json().get("history")).as("given, withdrawn, given").hasSize(3);
    }

    @Test
    void whoeverReadAnOlderPolicyIsToldAndNothingIsSaved() {
        var record = record("", ALL);
        var answer = post("/preferences/" + record + "/choice?lang=en", "policyVersion=older&method=accept-all&key=" + UUID.randomUUID());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("The policy changed while you were reading");
        assertThat(given(record)).isEmpty();
    }

    @Test
    void theWarningThatThePolicyHasChangedIsForEveryone(Page page) {
        var record = record("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"");
        page.navigate(LEDGER.address() + "/preferences/" + record + "?lang=en");
        page.evaluate("version => document.querySelector('[name=policyVersion]').value = version", "0".repeat(64));
        button(page, "Accept everything").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The policy changed while you were reading");
        assertAccessible(page);
        page.setViewportSize(320, 740);
        assertFitsWidth(page);
        assertThat(given(record)).containsExactly("functional");
    }

    @Test
    void whatTheBrowsersSignalRefusesCannotBeTicked() {
        var record = record("", ALL);
        var form = "policyVersion=" + policyVersion() + "&method=accept-all&key=" + UUID.randomUUID();

        assertThat(LEDGER.get("/preferences/" + record + "?lang=en", "Sec-GPC", "1").text()).contains("privacy signal (GPC)", "disabled=\"disabled\"");
        assertThat(post("/preferences/" + record + "/choice", form, "Sec-GPC", "1").status()).isEqualTo(302);
        assertThat(given(record)).containsExactlyInAnyOrder("preferences", "functional", "analytics");
    }

    private static UUID record(String given, String refused) {
        return UUID.fromString(LEDGER.postAsBackend("/api/consents", decision(given, refused)).json().get("record").asString());
    }

    private static Stream<String> given(UUID record) {
        return LEDGER.get("/api/consents/" + record).json().get("given").valueStream().map(JsonNode::asString);
    }

    private static Answer post(String path, String form, String... headers) {
        var all = Stream.concat(Stream.of("Content-Type", "application/x-www-form-urlencoded"), Stream.of(headers)).toArray(String[]::new);
        return LEDGER.send("POST", path, BodyPublishers.ofString(form), all);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** As the banner keeps it. */
    private static void keep(BrowserContext context, UUID record, List<String> given, List<String> refused) {
        context.addCookies(List.of(new Cookie("CookieConsent", cookie(record, given, refused)).setUrl(LEDGER.address())));
    }

    private static String cookie(UUID record, List<String> given, List<String> refused) {
        var content = JSON.createObjectNode().put("v", 1).put("site", "itsme-id").put("area", "business").put("record", record.toString())
                .put("policy", policyVersion()).put("since", policyVersion()).put("at", "2026-11-01T09:12:03.000Z").put("gpc", false);
        content.set("given", JSON.valueToTree(given));
        content.set("refused", JSON.valueToTree(refused));
        return URLEncoder.encode(content.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode kept(BrowserContext context) {
        return JSON.readTree(URLDecoder.decode(context.cookies().getFirst().value, StandardCharsets.UTF_8));
    }

    private static void whole(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
