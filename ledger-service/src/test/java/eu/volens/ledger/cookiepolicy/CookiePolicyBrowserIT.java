package eu.volens.ledger.cookiepolicy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static eu.volens.banner.browser.PageChecks.assertAccessible;
import static eu.volens.banner.browser.PageChecks.assertFitsWidth;
import static eu.volens.banner.browser.PageChecks.screenshot;
import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.policyVersion;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import eu.volens.banner.browser.BrowserTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cookie policy in a real browser. */
@BrowserTest
class CookiePolicyBrowserIT {

    @Test
    void thePolicyIsReadUndisturbedAndTheChoiceIsMadeFromIt(Page page) {
        page.navigate(LEDGER.address() + "/policy/itsme-id/en");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Cookies"))).isVisible();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();

        var before = decisions();
        review(page).first().click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        screenshot(page, "policy-review");
        page.getByRole(AriaRole.BUTTON, named("Accept all")).click();
        assertThat(page.getByText("Your choice is saved.")).isVisible();
        assertThat(decisions()).isEqualTo(before + 1);

        review(page).last().click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    }

    @Test
    void underAPrivacySignalAcceptingAllRecordsThatMarketingIsRefused(BrowserContext context) {
        context.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
        var page = context.newPage();
        page.navigate(LEDGER.address() + "/policy/itsme-id/en#manage");
        assertThat(page.getByText("Refused by the privacy signal of your browser (GPC): Marketing")).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Accept all")).click();
        assertThat(page.getByText("Your choice is saved.")).isVisible();

        var recorded = LEDGER.get("/api/consents/" + page.evaluate("volens.consent().record")).json();
        assertThat(recorded.get("given").toString()).isEqualTo("[\"preferences\",\"functional\",\"analytics\"]");
        assertThat(recorded.get("refused").toString()).isEqualTo("[\"marketing\"]");
    }

    @Test
    void aLinkFromElsewhereOpensTheChoiceAtOnce(Page page) {
        page.navigate(LEDGER.address() + "/policy/itsme-id/nl#manage");

        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    }

    @Test
    void everyoneCanReadItInLightInDarkOnAPhoneAndOnPaper(Page page) {
        page.navigate(LEDGER.address() + "/policy/itsme-id/de/versions/" + policyVersion() + "/areas/business");
        assertAccessible(page);
        page.navigate(LEDGER.address() + "/policy/itsme-id/de");
        assertAccessible(page);
        screenshot(page, "policy-light");
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertAccessible(page);
        screenshot(page, "policy-dark");
        page.setViewportSize(320, 740);
        assertFitsWidth(page);
        screenshot(page, "policy-phone");
        page.setViewportSize(800, 1100);
        page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.LIGHT));
        assertThat(page.getByRole(AriaRole.NAVIGATION)).isHidden();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Cookies"))).isHidden();
        assertFitsWidth(page);
        screenshot(page, "policy-print");
    }

    @Test
    void withoutScriptsEverythingCanBeRead(Browser browser) {
        try (var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(LEDGER.address() + "/policy/itsme-id/en");

            assertThat(page.getByRole(AriaRole.HEADING, named("The cookie register"))).isVisible();
            assertThat(page.locator("tbody code")).hasCount(18);
            assertThat(page.locator("noscript p")).isVisible();
        }
    }

    private static Locator review(Page page) {
        return page.getByRole(AriaRole.LINK, named("Review my choices"));
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }

    private static long decisions() {
        return JdbcClient.create(LEDGER.dataSource()).sql("SELECT count(*) FROM event_log").query(Long.class).single();
    }
}
