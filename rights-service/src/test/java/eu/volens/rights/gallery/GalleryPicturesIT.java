package eu.volens.rights.gallery;

import static eu.volens.banner.browser.PageChecks.assertAccessible;
import static eu.volens.banner.browser.PageChecks.assertFitsWidth;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import eu.volens.banner.browser.BrowserTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console as a DPO sees it, by day, by night and on a phone: accessible to everybody, nothing wider than its window. */
@BrowserTest
class GalleryPicturesIT {
    private static final int PHONE_WIDTH = 390;
    private static final int DESK_WIDTH = 1_280;
    private static final int HEIGHT = 900;

    private static BrowserContext desk;

    @BeforeAll
    static void signIn(Browser browser) {
        desk = browser.newContext(new NewContextOptions().setBaseURL(OpenGallery.get().address()).setLocale("en"));
        try (var page = desk.newPage()) {
            page.navigate("/login");
            page.locator("[name=username]").fill("dpo");
            page.locator("[name=password]").fill(OpenGallery.get().password());
            page.locator("main button[type=submit]").click();
            assertThat(page.url()).endsWith("/console");
        }
    }

    @AfterAll
    static void leave() {
        desk.close();
    }

    /**
     * @param number of the invented case; empty for pages of none
     * @param night  whether it shows a colour that the others do not
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "inbox,                   , /console,             true",
        "case-in-review,         1, '',                   false",
        "case-decided-in-part,  10, '',                   true",
        "case-doubted,          11, '',                   true",
        "case-came-back,        12, '',                   false",
        "case-not-confirmed,    13, '',                   false",
        "case-extended,         15, '',                   false",
        "approve,                1, /approve,             false",
        "decide,                10, /decide/erasure,      true",
        "decide-copy,            1, /decide/access,       false",
        "carry-out,             10, /carry-out,           false",
        "judge-identity,        11, /judge-identity,      false",
        "ask-identity,          11, /ask-identity,        false",
        "ask-clarification,     10, /ask-clarification,   false",
        "record-clarification,  10, /record-clarification, false",
        "extend,                10, /extend,              false",
        "merge,                 11, /merge,               false",
        "send-again,            12, /send-again,          false",
        "withdraw,              10, /withdraw,            false",
        "reopen,                 9, /reopen,              false",
        "close,                  5, /close,               false",
        "classify,               1, /classify,            false"})
    void aPageIsForEverybody(String name, Integer number, String path, boolean night) {
        var address = number == null ? path : "/console/cases/" + InventedCases.id(number) + path;
        try (var page = desk.newPage()) {
            page.setViewportSize(DESK_WIDTH, HEIGHT);
            page.navigate(address + "?lang=en");
            assertAccessible(page);
            picture(page, name + "-light");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            if (night) {
                assertAccessible(page);
            }
            picture(page, name + "-dark");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.setViewportSize(PHONE_WIDTH, HEIGHT);
            assertFitsWidth(page);
            picture(page, name + "-phone");
        }
    }

    /** The whole page, for the eyes, where somebody wants to look: {@code VOLENS_PICTURES=true}. */
    private static void picture(Page page, String name) {
        if (Boolean.parseBoolean(System.getenv("VOLENS_PICTURES"))) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", "console-" + name + ".png")));
        }
    }
}
