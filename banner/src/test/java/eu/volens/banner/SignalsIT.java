package eu.volens.banner;

import static eu.volens.banner.LedgerFixture.OPTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import eu.volens.banner.browser.BrowserTest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others tell the banner, and what it tells others: Google, privacy signals, Cookiebot, and people's own agents. */
@BrowserTest
class SignalsIT {
    private LedgerFixture ledger;
    private Visitor visitor;

    @BeforeEach
    void aVisitorOfASite(Page page) throws IOException {
        ledger = new LedgerFixture();
        visitor = new Visitor(page, "en");
    }

    @AfterEach
    void nothingWentAgainstTheContentSecurityPolicy() {
        ledger.close();
        assertThat(visitor.complaints).filteredOn(complaint -> !complaint.contains("Failed to load resource")).isEmpty();
    }

    @Nested
    class GoogleConsentMode {
        private static final String DENIED = " security_storage";

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void everythingIsDeniedBeforeThePageSaysAnything(boolean classicTag) {
            ledger.classicTag = classicTag;
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));

            assertThat(visitor.page.evaluate("dataLayer.map(entry => entry[0])"))
                    .isEqualTo(List.of("consent", "set", "the page says this before its end"));
            assertThat(visitor.page.evaluate("Object.prototype.toString.call(dataLayer[0])")).isEqualTo("[object Arguments]");
            assertThat(visitor.page.evaluate("[...dataLayer[1]]")).isEqualTo(List.of("set", "ads_data_redaction", true));
            assertThat(visitor.page.evaluate("Object.values(dataLayer[0][2]).filter(value => value === 'denied').length")).isEqualTo(6);
            assertThat(visitor.page.evaluate("dataLayer[0][2].wait_for_update")).isEqualTo(500);
            assertThat(visitor.signals()).isEqualTo(List.of("default" + DENIED));
        }

        @Test
        void aChoiceIsToldBeforeAnythingRunsAndAWithdrawalAtOnce() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("choose");
            visitor.purpose("analytics").check();
            visitor.presses("save");
            visitor.hears("saved");
            assertThat(visitor.signals()).isEqualTo(List.of("default" + DENIED, "update analytics_storage" + DENIED));

            visitor.opens(ledger.page("account", "en"));
            visitor.until("it is told on the next page as well", () -> visitor.ran().contains("two"));
            assertThat(visitor.signals()).isEqualTo(List.of("default" + DENIED, "update analytics_storage" + DENIED));

            ledger.line = LedgerFixture.Line.SILENT;
            visitor.presses("withdraw");
            visitor.until("nothing is granted", () -> visitor.signals().getLast().equals("update" + DENIED));
            ledger.line = LedgerFixture.Line.UP;
        }

        @Test
        void acceptingGrantsAllAndRefusingNothing() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("refuseAll");
            visitor.hears("saved");
            visitor.presses("handle");
            visitor.presses("acceptAll");
            visitor.until("everything is granted", () -> visitor.signals().size() == 3);
            assertThat(visitor.signals()).isEqualTo(List.of("default" + DENIED, "update" + DENIED, "update ad_storage ad_user_data "
                    + "ad_personalization analytics_storage functionality_storage personalization_storage security_storage"));
        }
    }

    @Nested
    class GlobalPrivacyControl {
        @Test
        void itRefusesMarketingWhateverIsPressedAndSaysSo() {
            signalInThePage(visitor.page);
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.page.getByText(visitor.text("gpc") + ": The marketing"));
            visitor.presses("acceptAll");
            visitor.hears("saved");

            var decision = ledger.recorded.getFirst();
            assertThat(decision.list("given")).containsExactly("preferences", "functional", "analytics");
            assertThat(decision.list("refused")).containsExactly("marketing");
            assertThat(decision.text("method")).isEqualTo("choose");
            assertThat(decision.evidence().get("gpc").getAsBoolean()).isTrue();
            visitor.until("the others ran", () -> visitor.ran().size() == 3);
            assertThat(visitor.ran()).isEqualTo(List.of("needed", "slow-one", "two"));
            assertThat(visitor.page.evaluate("volens.consent().gpc")).isEqualTo(true);

            visitor.presses("handle");
            visitor.sees(visitor.banner("detailsTitle"));
            assertThat(visitor.purpose("marketing").count()).isZero();
            assertThat(visitor.banner("detailsTitle").getByText(visitor.text("gpc")).count()).isEqualTo(1);
        }

        @Test
        void aHeaderThatOnlyTheLedgerSeesCountsAsWell() {
            visitor.page.context().setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().list("refused")).containsExactly("marketing");
        }

        @Test
        void switchedOnLaterItTakesBackWhatItRefuses(BrowserContext context) {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().evidence().get("gpc").getAsBoolean()).isFalse();
            var chosenAt = visitor.cookie().orElseThrow().get("at");

            var protectedPage = new Visitor(context.newPage(), "en");
            signalInThePage(protectedPage.page);
            protectedPage.opens(ledger.page("business", "en"));
            protectedPage.until("it was taken back", () -> ledger.recorded.size() == 2);

            assertThat(ledger.recorded.getLast().path()).endsWith("/withdrawal");
            assertThat(ledger.recorded.getLast().list("purposes")).containsExactly("marketing");
            assertThat(ledger.recorded.getLast().evidence().get("gpc").getAsBoolean()).isTrue();
            protectedPage.until("the others ran", () -> protectedPage.ran().size() == 3);
            assertThat(protectedPage.given()).isEqualTo(List.of("preferences", "functional", "analytics"));
            assertThat(protectedPage.cookie().orElseThrow().get("at")).isEqualTo(chosenAt);
            assertThat(protectedPage.banner("title").count()).isZero();
        }

        private static void signalInThePage(Page page) {
            page.addInitScript("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })");
        }
    }

    @Nested
    class ComingFromCookiebot {
        private final Instant chosenAt = Instant.now().minus(Duration.ofDays(100));

        @Test
        void aChoiceMadeThereIsHonouredAndToldAsForeign() {
            hasCookie(explicit("true", "false", chosenAt));
            visitor.opens(ledger.page("business", "en"));
            visitor.until("what was chosen there ran", () -> visitor.ran().size() == 3);

            assertThat(visitor.ran()).isEqualTo(List.of("slow-one", "two", "needed"));
            assertThat(visitor.banner("title").count()).isZero();
            assertThat(visitor.given()).isEqualTo(List.of("analytics"));
            assertThat(visitor.page.evaluate("volens.consent().source")).isEqualTo("cookiebot");
            visitor.until("it was told", () -> ledger.recorded.size() == 1);
            var told = ledger.recorded.getFirst();
            assertThat(List.of(told.text("method"), told.text("layer"))).containsExactly("foreign", "first");
            assertThat(told.list("given")).containsExactly("analytics");
            assertThat(told.list("refused")).containsExactly("preferences", "functional", "marketing");
            var evidence = told.evidence();
            assertThat(evidence.keySet()).containsExactlyInAnyOrder("clientTime", "gpc", "source", "stamp", "method", "ver", "utc", "region",
                    "preferences", "statistics", "marketing");
            assertThat(evidence.get("source").getAsString()).isEqualTo("cookiebot");
            assertThat(evidence.get("stamp").getAsString()).isEqualTo("Xo9/a+B==");
            assertThat(evidence.get("utc").getAsLong()).isEqualTo(chosenAt.toEpochMilli());
            assertThat(evidence.get("statistics").getAsBoolean()).isTrue();

            var cookie = visitor.page.context().cookies().getFirst();
            assertThat((cookie.expires - System.currentTimeMillis() / 1000.0) / 86_400).isBetween(264.9, 265.1);
        }

        @Test
        void itCanBeSeenChangedAndWithdrawnLikeAnyOther() {
            hasCookie(explicit("true", "true", chosenAt));
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("withdraw");
            visitor.hears("withdrawn");
            assertThat(ledger.recorded.getLast().path()).endsWith("/withdrawal");
            assertThat(OPTIONAL).noneMatch(purpose -> ledger.permits(visitor.record(), purpose));
            visitor.presses("handle");
            assertThat(visitor.banner("detailsTitle").innerText()).contains("Your choice of ");
        }

        @Test
        void itEndsWithTheNextMaterialChange() {
            hasCookie(explicit("true", "true", chosenAt));
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.button("withdraw"));
            ledger.publishes("2026-2");
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
        }

        @Test
        void aLedgerThatTakesNoEvidenceIsNotTold() {
            ledger.takesEvidence = false;
            hasCookie(explicit("true", "false", chosenAt));
            visitor.opens(ledger.page("business", "en"));
            visitor.until("it is honoured all the same", () -> visitor.ran().size() == 3);
            assertThat(visitor.outbox()).isEmpty();
            assertThat(ledger.recorded).isEmpty();
        }

        @Test
        void whatItDoesNotSayIsNotTold() {
            hasCookie("{stamp:'x',necessary:true,statistics:true,method:'explicit',utc:%d,region:''}".formatted(chosenAt.toEpochMilli()));
            visitor.opens(ledger.page("business", "en"));
            visitor.until("it was told", () -> ledger.recorded.size() == 1);
            assertThat(ledger.recorded.getFirst().list("given")).containsExactly("analytics");
            assertThat(ledger.recorded.getFirst().evidence().keySet()).doesNotContain("region", "ver");
            assertThat(ledger.recorded.getFirst().evidence().get("marketing").getAsBoolean()).isFalse();
        }

        @Test
        void itSurvivesAnAreaWhereNothingIsAsked() {
            hasCookie(explicit("true", "false", chosenAt));
            visitor.opens(ledger.page("personal", "en"));
            visitor.presses("understood");
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
            visitor.opens(ledger.page("business", "en"));
            visitor.until("it is honoured where it is asked", () -> visitor.ran().size() == 3);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "0", "{", "{stamp:'x',necessary:true,marketing:tru", "%E0%A4%A",
            "{stamp:'-1',necessary:true,preferences:true,statistics:true,marketing:true,method:'implied',ver:1,utc:UTC,region:'be'}",
            "{stamp:'x',necessary:true,preferences:true,statistics:true,marketing:true,ver:1}", "too old"})
        void whatIsNoChoiceIsAsked(String value) {
            var tooOld = explicit("true", "true", Instant.now().minus(Duration.ofDays(366)));
            hasCookie(value.equals("too old") ? tooOld : value.replace("UTC", Long.toString(chosenAt.toEpochMilli())));
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
            visitor.presses("refuseAll");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().text("method")).isEqualTo("refuse-all");
        }

        private static String explicit(String statistics, String marketing, Instant at) {
            return "{stamp:'Xo9/a+B==',necessary:true,preferences:false,statistics:%s,marketing:%s,method:'explicit',ver:2,utc:%d,region:'be'}"
                    .formatted(statistics, marketing, at.toEpochMilli());
        }

        private void hasCookie(String value) {
            var encoded = value.startsWith("%") ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
            visitor.page.context().addCookies(List.of(new Cookie("CookieConsent", encoded).setUrl(ledger.origin())));
        }
    }

    @Nested
    class PeoplesAgents {
        /** By rule: the banner is there, visible, and its refuse button has a name that stays. */
        @Test
        void aRuleFindsRefuseByItsName() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.page.locator("#volens dialog[open] #volens-refuse"));
            visitor.page.evaluate("document.getElementById('volens-refuse').click()");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().list("refused")).containsExactlyElementsOf(OPTIONAL);
            assertThat(visitor.page.evaluate("['accept', 'choose', 'save', 'close'].every(name => document.getElementById('volens-' + name) "
                    + "|| name === 'save' || name === 'choose')")).isEqualTo(true);
        }

        /** By guess: of everything that lies over the page, the button whose words refuse. */
        @ParameterizedTest
        @ValueSource(strings = {"en", "fr", "nl", "de"})
        void aGuessFindsRefuseByItsWords(String language, Browser browser) {
            try (var context = browser.newContext()) {
                var guarded = new Visitor(context.newPage(), language).opens(ledger.page("business", language));
                guarded.sees(guarded.banner("title"));
                var pressed = guarded.page.evaluate("""
                        () => {
                          const over = [...document.querySelectorAll('body *')].filter(it => it.checkVisibility()
                            && (getComputedStyle(it).position === 'fixed' || it.matches('dialog[open]')));
                          const refuse = /^(reject|refuse|deny|decline) all$|^tout refuser$|^alles weigeren$|^alle ablehnen$/i;
                          const found = over.flatMap(it => [...it.querySelectorAll('button')])
                            .filter(it => it.checkVisibility() && refuse.test(it.innerText.trim()));
                          found[0].click();
                          return new Set(found).size;
                        }""");
                assertThat(pressed).isEqualTo(1);
                guarded.hears("saved");
                assertThat(ledger.recorded.getFirst().list("given")).isEmpty();
            }
        }
    }
}
