package eu.volens.standalone.demo;

import static eu.volens.banner.browser.PageChecks.assertAccessible;
import static eu.volens.banner.browser.PageChecks.assertFitsWidth;
import static eu.volens.banner.browser.PageChecks.screenshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import eu.volens.banner.browser.BrowserTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

class DemoPagesIT {
    private static final List<String> OPTIONAL = List.of("preferences", "functional", "analytics", "marketing");
    private static ConfigurableApplicationContext site;

    @BeforeAll
    static void serve() {
        site = DemoSite.serve();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void everyAreaSpeaksEveryLanguageUnderAStrictPolicy() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (var area : DemoSite.AREAS) {
                for (var language : DemoSite.LANGUAGES) {
                    var request = HttpRequest.newBuilder(URI.create(address(area, language)));
                    var page = client.send(request.header("Accept-Language", language).build(), BodyHandlers.ofString());
                    assertThat(page.statusCode()).isEqualTo(200);
                    assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
                            policy -> assertThat(policy).startsWith("default-src 'self';"));
                    assertThat(page.body()).contains("<html lang=\"" + language + "\"", "data-area=\"" + area + "\"")
                            .doesNotContain("??").doesNotContain(" style=").doesNotContain("onclick");
                }
            }
        }
    }

    @Test
    void theEntranceLeadsToAnAreaInTheSameLanguage() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(DemoSite.origin(site) + "/demo?lang=n%26l")).build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/demo/business?lang=n%26l");
        }
    }

    @Nested
    @BrowserTest
    class InABrowser {
        private final List<String> given = new ArrayList<>();
        private boolean recorded;

        @Test
        void whatIsHeldBackRunsAfterAYesAndSaysSo(Page page) {
            open(page, "business");
            PlaywrightAssertions.assertThat(page.locator(".light.on")).hasCount(0);
            assertThat(page.locator("iframe").getAttribute("src")).isNull();

            press(page, "acceptAll");

            PlaywrightAssertions.assertThat(page.locator(".light.on")).hasCount(4);
            PlaywrightAssertions.assertThat(page.locator("[data-shown-by=functional]")).isVisible();
            PlaywrightAssertions.assertThat(page.frameLocator("iframe").locator("p")).containsText("loaded");

            press(page, "withdraw");

            PlaywrightAssertions.assertThat(page.locator(".light.on")).hasCount(0);
            PlaywrightAssertions.assertThat(page.locator("[data-shown-by=functional]")).isHidden();
        }

        @Test
        void thePanelShowsWhatTheReadModelAnswers(Page page) {
            open(page, "account");
            PlaywrightAssertions.assertThat(row(page, "analytics")).containsText("No nothing on record");
            PlaywrightAssertions.assertThat(row(page, "necessary")).containsText("Yes");

            press(page, "acceptAll");
            PlaywrightAssertions.assertThat(row(page, "analytics")).containsText("Yes");
            PlaywrightAssertions.assertThat(page.locator("[data-asof]")).hasText("as of position 7");

            press(page, "withdraw");
            PlaywrightAssertions.assertThat(row(page, "analytics")).containsText("No");
        }

        @Test
        void noAnswerIsTakenForANo(Page page) {
            open(page, "account");
            page.route("**/api/permissions**", Route::abort);
            press(page, "acceptAll");
            PlaywrightAssertions.assertThat(row(page, "analytics")).containsText("a backend takes that for a no");
        }

        @ParameterizedTest
        @CsvSource({"personal, LIGHT, 1280", "support, DARK, 390", "business, LIGHT, 390", "account, DARK, 1280"})
        void everyAreaIsAccessibleAndFits(String area, ColorScheme scheme, int width, Browser browser) {
            var window = new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900);
            try (var context = browser.newContext(window)) {
                var page = context.newPage();
                open(page, area);
                if (page.locator("dialog[open]").count() > 0) {
                    press(page, "acceptAll");
                    PlaywrightAssertions.assertThat(page.locator(".light.on")).hasCount(4);
                } else {
                    press(page, "understood");
                }
                assertAccessible(page);
                assertFitsWidth(page);
                screenshot(page, "demo-" + area + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
            }
        }

        private void open(Page page, String area) {
            page.route("**/api/**", this::answer);
            page.navigate(address(area, "en"));
            page.locator("#volens h2").first().waitFor();
        }

        private void press(Page page, String text) {
            page.locator("#volens button").filter(new Locator.FilterOptions().setHasText(text)).click();
        }

        private Locator row(Page page, String purpose) {
            return page.locator("[data-purpose-row=" + purpose + "]");
        }

        /** Just enough of the ledger and of the read model; texts are their own keys. */
        private void answer(Route route) {
            var path = URI.create(route.request().url());
            if (path.getPath().startsWith("/api/sites/")) {
                json(route, configuration(path.getPath().split("/")[5]));
            } else if (path.getPath().startsWith("/api/consents")) {
                recorded = true;
                given.clear();
                given.addAll(route.request().postData().contains("accept-all") ? OPTIONAL : List.of());
                json(route, "{}");
            } else {
                var necessary = path.getQuery().contains("purpose=necessary");
                var allowed = necessary || given.stream().anyMatch(path.getQuery()::endsWith);
                var reason = necessary ? "necessary" : allowed ? "given" : recorded ? "withdrawn" : "unknown-record";
                json(route, "{\"allowed\":%s,\"reason\":\"%s\",\"asOfPosition\":7}".formatted(allowed, reason));
            }
        }

        private void json(Route route, String body) {
            route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(body));
        }

        private String configuration(String area) {
            var asks = area.equals("business") || area.equals("account");
            var purposes = Stream.concat(Stream.of("necessary"), asks ? OPTIONAL.stream() : Stream.of())
                    .map(id -> """
                            {"id":"%1$s","name":"%1$s","explanation":"why","required":%2$s,"consentMode":[],"trackers":[]}"""
                            .formatted(id, id.equals("necessary")))
                    .collect(Collectors.joining(","));
            var texts = Stream.of("title", "intro", "policy", "acceptAll", "refuseAll", "choose", "close", "keep", "handle",
                            "withdraw", "informTitle", "informText", "understood", "saved", "withdrawn", "offline")
                    .map("\"%1$s\":\"%1$s\""::formatted)
                    .collect(Collectors.joining(","));
            return """
                    {"mode":"%s","language":"en","languages":["en"],"policyVersion":"1","askedSince":"1","policyUrl":"/policy","lifetimeDays":365,
                     "texts":{%s},"purposes":[%s],"refusedByGpc":[],"storage":[]}""".formatted(asks ? "ask" : "inform", texts, purposes);
        }
    }

    private static String address(String area, String language) {
        return DemoSite.origin(site) + "/demo/" + area + "?lang=" + language;
    }
}
