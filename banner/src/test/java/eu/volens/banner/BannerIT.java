package eu.volens.banner;

import static eu.volens.banner.LedgerFixture.OPTIONAL;
import static eu.volens.banner.browser.PageChecks.assertAccessible;
import static eu.volens.banner.browser.PageChecks.assertFitsWidth;
import static eu.volens.banner.browser.PageChecks.screenshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import eu.volens.banner.LedgerFixture.Line;
import eu.volens.banner.browser.BrowserTest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@BrowserTest
class BannerIT {
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
    class WhereTheAreaOnlyInforms {
        @Test
        void theNoticeLeadsToThePolicyAndIsGoneOnceUnderstood() {
            visitor.opens(ledger.page("personal", "en"));
            visitor.sees(visitor.notice());
            assertThat(visitor.notice().getByRole(AriaRole.LINK).getAttribute("href"))
                    .isEqualTo(ledger.origin() + "/policy/fixture/en");
            assertThat(visitor.cookie()).isEmpty();

            visitor.presses("understood");

            assertThat(visitor.cookie().orElseThrow().get("informed").getAsString()).isEqualTo("2026-1");
            visitor.opens(ledger.page("personal", "en"));
            visitor.sees(visitor.button("handle"));
            assertThat(visitor.notice().count()).isZero();
            assertThat(ledger.recorded).isEmpty();
        }

        @Test
        void theHandleBringsItBackAndANewPolicyToo() {
            visitor.opens(ledger.page("personal", "en"));
            visitor.presses("understood");
            visitor.presses("handle");
            visitor.sees(visitor.notice());
            visitor.page.keyboard().press("Escape");
            assertThat(visitor.notice().count()).isZero();

            ledger.publishes("2026-2");
            visitor.opens(ledger.page("personal", "en"));
            visitor.sees(visitor.notice());
        }

        @Test
        void onlyTheNecessaryRuns() {
            visitor.opens(ledger.page("personal", "en"));
            visitor.presses("understood");
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
            assertThat(visitor.frame()).isEqualTo("about:blank");
        }

        @Test
        void whoChoseElsewhereIsNotToldAgainAndCanWithdrawHere() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");

            visitor.opens(ledger.page("personal", "en"));
            visitor.sees(visitor.button("withdraw"));
            assertThat(visitor.notice().count()).isZero();
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
            assertThat(visitor.given()).isEmpty();

            visitor.presses("withdraw");
            visitor.hears("withdrawn");
            assertThat(OPTIONAL).noneMatch(purpose -> ledger.permits(visitor.record(), purpose));
        }
    }

    @Nested
    class BeforeAChoice {
        @Test
        void nothingIsSetAndNothingIsRequestedButTheBanner() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            visitor.presses("choose");
            visitor.sees(visitor.banner("detailsTitle"));

            assertThat(visitor.page.context().cookies()).isEmpty();
            assertThat(visitor.page.evaluate("""
                    async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
                                 (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""))
                    .isEqualTo(List.of(0, 0, 0, 0, 0));
            assertThat(ledger.requests).filteredOn(request -> !request.endsWith("/favicon.ico")).containsExactlyInAnyOrder(
                    "GET /site/business", "GET /page.css", "GET /page.js", "GET /banner/banner.js", "GET /banner/banner.css",
                    "GET /api/sites/fixture/areas/business/banner", "GET /held/needed.js");
            assertThat(visitor.page.evaluate("volens.consent()")).isNull();
        }

        @Test
        void theThreeWaysWeighTheSame() {
            visitor.opens(ledger.page("business", "en"));
            var looks = Stream.of("acceptAll", "refuseAll", "choose")
                    .map(key -> visitor.button(key).evaluate("""
                            button => { const box = button.getBoundingClientRect(), style = getComputedStyle(button);
                              return [button.localName, Math.round(box.width), box.height, box.top, style.font, style.color,
                                      style.backgroundColor, style.borderColor].join() }"""))
                    .toList();
            assertThat(looks.stream().distinct()).hasSize(1);
        }

        @Test
        void nothingIsTickedAndTheNecessaryIsNotAsked() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("choose");
            for (var purpose : OPTIONAL) {
                assertThat(visitor.purpose(purpose).isChecked()).isFalse();
            }
            assertThat(visitor.purpose("necessary").count()).isZero();
            assertThat(visitor.page.getByText(visitor.text("alwaysOn")).isVisible()).isTrue();
        }

        @Test
        void everyTrackerIsListed() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("choose");
            visitor.page.getByText("Cookies and trackers (2)").nth(3).click();
            assertThat(visitor.page.getByText("rc::analytics").isVisible()).isTrue();
            assertThat(visitor.page.getByText("Provider example.org · Kept for 1 year · Cookie").nth(3).isVisible()).isTrue();
        }

        @Test
        void thePageDoesNotMove() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat(((Number) visitor.page.evaluate("window.shift")).doubleValue()).isZero();
        }
    }

    @Nested
    class AChoice {
        @Test
        void acceptingAllIsRecordedAndRunsWhatWasHeldOnceInOrder() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");

            var decision = ledger.recorded.getFirst();
            assertThat(ledger.recorded).hasSize(1);
            assertThat(decision.path()).isEqualTo("/api/consents");
            assertThat(decision.list("given")).containsExactlyElementsOf(OPTIONAL);
            assertThat(decision.list("refused")).isEmpty();
            assertThat(Stream.of("site", "area", "policyVersion", "language", "layer", "method").map(decision::text))
                    .containsExactly("fixture", "business", "2026-1", "en", "first", "accept-all");
            assertThat(decision.record()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

            visitor.until("everything ran", () -> visitor.ran().size() == 4);
            assertThat(visitor.ran()).isEqualTo(List.of("needed", "slow-one", "marketing", "two"));
            assertThat(visitor.frame()).endsWith("/held/frame.html");
            assertThat(ledger.requests).contains("GET /held/pixel.png");
            assertThat(visitor.outbox()).isEmpty();
        }

        @Test
        void theCookieIsFirstPartyAndLastsAYear() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("refuseAll");
            visitor.hears("saved");

            var cookie = visitor.page.context().cookies().getFirst();
            assertThat(List.of(cookie.name, cookie.path, cookie.sameSite.name())).containsExactly("CookieConsent", "/", "LAX");
            assertThat((cookie.expires - System.currentTimeMillis() / 1000.0) / 86_400).isBetween(364.9, 365.1);
            var kept = visitor.cookie().orElseThrow();
            assertThat(kept.keySet()).containsExactlyInAnyOrder("v", "record", "site", "area", "policy", "since", "given", "refused",
                    "at", "gpc");
            assertThat(kept.get("given").toString()).isEqualTo("[]");
        }

        @Test
        void noChoiceIsKeptLongerThanThirteenMonths() {
            ledger.lifetimeDays = 1000;
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat((visitor.page.context().cookies().getFirst().expires - System.currentTimeMillis() / 1000.0) / 86_400)
                    .isBetween(395.9, 396.1);
        }

        @ParameterizedTest
        @CsvSource({"364, false", "366, true"})
        void aRefusalIsAskedAgainWhenItExpiresAndNotBefore(int ageDays, boolean asked) {
            var kept = "{\"v\":1,\"site\":\"fixture\",\"area\":\"business\",\"record\":\"6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10\",\"policy\":"
                    + "\"2026-1\",\"since\":\"2026-1\",\"given\":[],\"refused\":[\"preferences\",\"functional\",\"analytics\",\"marketing\"],\"at\":\""
                    + Instant.now().minus(Duration.ofDays(ageDays)) + "\"}";
            visitor.page.context().addCookies(List.of(new Cookie("CookieConsent", URLEncoder.encode(kept, StandardCharsets.UTF_8))
                    .setUrl(ledger.origin())));
            visitor.opens(ledger.page("personal", "en"));
            if (!asked) {
                visitor.sees(visitor.button("handle"));
                assertThat(visitor.notice().count()).isZero();
            } else {
                visitor.presses("understood");
            }
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.button("handle"));
            assertThat(visitor.banner("title").count()).isEqualTo(asked ? 1 : 0);
        }

        @Test
        void theTagMayBeAClassicScriptInTheHead() {
            ledger.classicTag = true;
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            visitor.until("everything ran", () -> visitor.ran().size() == 4);
            assertThat(visitor.ran()).isEqualTo(List.of("needed", "slow-one", "marketing", "two"));
            assertThat(((Number) visitor.page.evaluate("window.shift")).doubleValue()).isZero();

            visitor.opens(ledger.page("business", "en"));
            visitor.until("it runs on the next page as well", () -> visitor.ran().size() == 4);
            assertThat(visitor.page.evaluate("Object.keys(window).filter(name => ['consent', 'decide', 'site', 'tag'].includes(name))"))
                    .isEqualTo(List.of());
        }

        @Test
        void refusingAllRunsNothingAndIsRememberedAsLong() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("refuseAll");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().text("method")).isEqualTo("refuse-all");
            assertThat(ledger.recorded.getFirst().list("refused")).containsExactlyElementsOf(OPTIONAL);

            visitor.opens(ledger.page("account", "en"));
            visitor.sees(visitor.button("handle"));
            assertThat(visitor.banner("title").count()).isZero();
            assertThat(visitor.button("withdraw").count()).isZero();
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
            assertThat(ledger.recorded).hasSize(1);
        }

        @Test
        void choosingRunsJustWhatWasChosen() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("choose");
            visitor.purpose("analytics").check();
            visitor.presses("save");
            visitor.hears("saved");

            var decision = ledger.recorded.getFirst();
            assertThat(decision.list("given")).containsExactly("analytics");
            assertThat(List.of(decision.text("layer"), decision.text("method"))).containsExactly("second", "choose");
            visitor.until("analytics ran", () -> visitor.ran().equals(List.of("needed", "slow-one", "two")));
            assertThat(visitor.frame()).isEqualTo("about:blank");

            visitor.opens(ledger.page("business", "en"));
            visitor.until("it runs on the next page as well", () -> visitor.ran().size() == 3);
            assertThat(visitor.banner("title").count()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"×", "Escape", "Escape on the second layer"})
        void closingRefuses(String way) {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            if (way.endsWith("layer")) {
                visitor.presses("choose");
            }
            if (way.equals("×")) {
                visitor.presses("close");
            } else {
                visitor.page.keyboard().press("Escape");
            }
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().text("method")).isEqualTo("close");
            assertThat(ledger.recorded.getFirst().list("refused")).containsExactlyElementsOf(OPTIONAL);
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
        }

        @Test
        void aScriptThatCannotBeLoadedHoldsNothingUp() {
            visitor.page.route("**/held/slow-one.js", route -> route.abort());
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.until("the others ran", () -> visitor.ran().equals(List.of("needed", "marketing", "two")));
        }

        @Test
        void whatComesIntoThePageLaterRunsToo() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            visitor.until("everything ran", () -> visitor.ran().size() == 4);
            visitor.page.evaluate("""
                    () => { const late = document.createElement('script'); late.type = 'text/plain';
                      late.dataset.purpose = 'analytics'; late.dataset.src = '/held/late.js'; document.body.append(late) }""");
            visitor.until("the late one ran", () -> visitor.ran().contains("late"));
        }

        @Test
        void oneTabsChoiceHoldsInTheOther(BrowserContext context) {
            visitor.opens(ledger.page("business", "en"));
            var other = new Visitor(context.newPage(), "en").opens(ledger.page("business", "en"));
            other.sees(other.banner("title"));
            visitor.presses("acceptAll");
            visitor.hears("saved");

            other.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

            other.until("the held scripts ran", () -> other.ran().size() == 4);
            assertThat(other.banner("title").count()).isZero();
            assertThat(ledger.recorded).hasSize(1);
        }
    }

    @Nested
    class AChangeOfMind {
        @BeforeEach
        void afterAcceptingAll() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
        }

        @Test
        void onePressWithdrawsJustAsOneGave() {
            visitor.presses("withdraw");
            visitor.hears("withdrawn");

            var withdrawal = ledger.recorded.getLast();
            assertThat(withdrawal.path()).isEqualTo("/api/consents/" + visitor.record() + "/withdrawal");
            assertThat(withdrawal.body().keySet()).containsExactlyInAnyOrder("site", "area", "language", "evidence", "idempotencyKey");
            assertThat(visitor.cookie().orElseThrow().get("given").toString()).isEqualTo("[]");
            assertThat(OPTIONAL).noneMatch(purpose -> ledger.permits(visitor.record(), purpose));
            visitor.until("the frame is empty", () -> !visitor.frame().contains("held"));
            assertThat(visitor.button("withdraw").count()).isZero();
            assertThat(visitor.button("handle").evaluate("button => button === document.activeElement")).isEqualTo(true);

            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.button("handle"));
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
        }

        @Test
        void refusingAllFromTheHandleWithdraws() {
            visitor.presses("handle");
            visitor.sees(visitor.banner("detailsTitle"));
            visitor.presses("refuseAll");
            visitor.hears("withdrawn");
            assertThat(ledger.recorded).hasSize(2);
            assertThat(ledger.recorded.getLast().path()).endsWith("/withdrawal");
        }

        @Test
        void switchingOneOffWithdrawsJustThat() {
            visitor.presses("handle");
            assertThat(visitor.purpose("marketing").isChecked()).isTrue();
            visitor.purpose("marketing").uncheck();
            visitor.presses("save");
            visitor.hears("withdrawn");
            assertThat(ledger.recorded.getLast().list("purposes")).containsExactly("marketing");
            assertThat(ledger.permits(visitor.record(), "analytics")).isTrue();
            assertThat(ledger.permits(visitor.record(), "marketing")).isFalse();
        }

        @Test
        void switchingOneOnAgainIsANewDecisionOfTheSameRecord() {
            var record = visitor.record();
            visitor.presses("withdraw");
            visitor.hears("withdrawn");
            visitor.presses("handle");
            visitor.purpose("functional").check();
            visitor.presses("save");
            visitor.hears("saved");
            assertThat(ledger.recorded).hasSize(3);
            assertThat(ledger.recorded.getLast().record()).isEqualTo(record);
            assertThat(ledger.recorded.getLast().list("given")).containsExactly("functional");
        }

        @Test
        void closingOrSavingTheSameChangesNothing() {
            visitor.presses("handle");
            visitor.presses("keep");
            visitor.presses("handle");
            visitor.page.keyboard().press("Escape");
            visitor.presses("handle");
            visitor.presses("save");
            visitor.presses("handle");
            visitor.presses("acceptAll");
            assertThat(visitor.banner("detailsTitle").count()).isZero();
            assertThat(ledger.recorded).hasSize(1);
            assertThat(ledger.permits(visitor.record(), "analytics")).isTrue();
        }

        @Test
        void theVisitorReadsWhenTheyChoseAndTheirReference() {
            visitor.presses("handle");
            assertThat(visitor.banner("detailsTitle").getByText(visitor.record()).isVisible()).isTrue();
            assertThat(visitor.banner("detailsTitle").innerText()).contains("Your choice of ").doesNotContain("{date}");
            assertThat(visitor.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(visitor.text("preferences"))).getAttribute("href"))
                    .isEqualTo(ledger.origin() + "/preferences/" + visitor.record() + "?lang=en");
        }
    }

    @Nested
    class WhenThePolicyChanged {
        @Test
        void theVisitorIsAskedAgainAndNothingRunsUntilThen() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            var record = visitor.record();
            ledger.publishes("2026-2");

            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            assertThat(visitor.page.getByText(visitor.text("changed")).isVisible()).isTrue();
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
            visitor.presses("choose");
            assertThat(visitor.purpose("analytics").isChecked()).isFalse();
            visitor.presses("save");
            visitor.hears("saved");

            assertThat(ledger.recorded.getLast().text("policyVersion")).isEqualTo("2026-2");
            assertThat(visitor.record()).isEqualTo(record);
            assertThat(ledger.permits(record, "analytics")).isFalse();
        }

        @Test
        void anEditorialChangeAsksNobody() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            ledger.publishesEditorially("2026-1-corrected");

            visitor.opens(ledger.page("business", "en"));
            visitor.until("everything ran", () -> visitor.ran().size() == 4);
            assertThat(visitor.banner("title").count()).isZero();
            visitor.presses("handle");
            visitor.purpose("marketing").uncheck();
            visitor.presses("save");
            visitor.hears("withdrawn");
        }

        @ParameterizedTest
        @CsvSource({"409, stale-snapshot", "422, forged-snapshot"})
        void aSnapshotThatIsNotTakenIsFetchedAnewAndTheVisitorAskedAgain(int status, String problem) {
            ledger.snapshot = "eyJhbGciOiJFZERTQSJ9.first";
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            ledger.refusesWith = status;
            ledger.refusesAs = problem;
            visitor.presses("acceptAll");
            visitor.until("it was delivered", () -> ledger.requests.contains("POST /api/consents"));
            visitor.until("the configuration was fetched anew",
                    () -> ledger.requests.stream().filter(request -> request.endsWith("/banner")).count() == 2);
            visitor.sees(visitor.banner("title"));
            assertThat(visitor.page.evaluate("volens.consent()")).isNull();
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));

            ledger.refusesWith = 0;
            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().text("snapshot")).isEqualTo("eyJhbGciOiJFZERTQSJ9.first");
        }

        @Test
        void aChoiceUnderAnOldTextIsNotHonouredAndAskedAgain() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            ledger.policyVersion = "2026-2";
            visitor.presses("acceptAll");
            visitor.sees(visitor.page.getByText(visitor.text("changed")));

            assertThat(ledger.recorded).isEmpty();
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
            assertThat(visitor.page.evaluate("volens.consent()")).isNull();

            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().text("policyVersion")).isEqualTo("2026-2");
            visitor.until("everything ran", () -> visitor.ran().size() == 4);
        }

        @Test
        void aChoiceThatTheLedgerDoesNotTakeRunsNothingAndIsAskedAgainOnTheNextPage() {
            ledger.refusesWith = 422;
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.until("the outbox is empty", () -> visitor.outbox().isEmpty());
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));

            ledger.refusesWith = 0;
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
        }
    }

    @Nested
    class WhenTheLedgerCannotBeReached {
        @Test
        void theChoiceIsHonouredAndDeliveredLaterOnce() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            ledger.line = Line.CUT;
            visitor.presses("acceptAll");
            visitor.hears("offline");
            visitor.until("everything ran", () -> visitor.ran().size() == 4);
            assertThat(visitor.outbox()).contains("accept-all");

            visitor.opens(ledger.page("account", "en"));
            visitor.until("the rules of another area are unknown", () -> visitor.page.evaluate("heard.length").equals(1));
            assertThat(visitor.ran()).isEqualTo(List.of());
            visitor.opens(ledger.page("business", "en"));
            visitor.until("it runs on the next page as well", () -> visitor.ran().size() == 3);
            assertThat(ledger.recorded).isEmpty();

            ledger.line = Line.UP;
            visitor.page.evaluate("dispatchEvent(new Event('online'))");
            visitor.until("it was delivered", () -> visitor.outbox().isEmpty());
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.button("withdraw"));
            assertThat(ledger.recorded).hasSize(1);
            assertThat(ledger.permits(visitor.record(), "analytics")).isTrue();
        }

        @Test
        void whatWasChosenEarlierDoesNotWaitForASilentLedger() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            ledger.line = Line.SILENT;
            visitor.opens(ledger.page("business", "en"));
            visitor.until("it runs all the same", () -> visitor.ran().size() == 3);
            assertThat(visitor.button("handle").count()).isZero();
            assertThat(visitor.signals()).as("what a purpose grants at Google is for the policy in force to say, and nobody knows it")
                    .isNotEmpty().allMatch(told -> told.toString().matches("(default|update) security_storage"));
            ledger.line = Line.UP;
            visitor.sees(visitor.button("withdraw"));
            visitor.until("the necessary, too", () -> visitor.ran().size() == 4);
            assertThat(visitor.signals()).hasSize(3);
        }

        @Test
        void severalTabsDeliverEachChoiceOnce(BrowserContext context) {
            visitor.opens(ledger.page("business", "en"));
            var other = new Visitor(context.newPage(), "en").opens(ledger.page("account", "en"));
            other.sees(other.banner("title"));
            ledger.line = Line.CUT;
            visitor.presses("acceptAll");
            visitor.hears("offline");
            other.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
            other.presses("withdraw");
            other.hears("offline");

            ledger.line = Line.UP;
            for (var tab : List.of(visitor, other)) {
                tab.page.evaluate("dispatchEvent(new Event('online'))");
            }
            visitor.until("all was delivered", () -> visitor.outbox().isEmpty());
            assertThat(ledger.recorded).extracting(entry -> entry.path().endsWith("/withdrawal")).containsExactly(false, true);
            assertThat(ledger.recorded.getFirst().evidence().get("clientTime").getAsString()).startsWith("20");
            assertThat(ledger.permits(visitor.record(), "analytics")).isFalse();
        }

        @Test
        void aLostAnswerDoesNotRecordTwice() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            ledger.line = Line.ANSWERS_LOST;
            visitor.presses("acceptAll");
            visitor.hears("offline");
            assertThat(ledger.recorded).hasSize(1);
            assertThat(visitor.outbox()).isNotEmpty();

            ledger.line = Line.UP;
            visitor.opens(ledger.page("account", "en"));
            visitor.until("it was delivered", () -> visitor.outbox().isEmpty());
            assertThat(ledger.recorded).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{", "null", "7", "{}"})
        void aDamagedEntryHoldsNothingUp(String damaged) {
            visitor.opens(ledger.page("business", "en"));
            visitor.page.evaluate("damaged => localStorage.setItem('volens-outbox-0', damaged)", damaged);
            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat(ledger.recorded).hasSize(1);
            assertThat(visitor.outbox()).isEmpty();
        }

        @Test
        void severalChoicesArriveInTheirOrder() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            ledger.line = Line.CUT;
            visitor.presses("acceptAll");
            visitor.hears("offline");
            visitor.presses("withdraw");
            visitor.until("the frame is empty at once", () -> !visitor.frame().contains("held"));

            ledger.line = Line.UP;
            visitor.opens(ledger.page("business", "en"));
            visitor.until("all was delivered", () -> visitor.outbox().isEmpty());
            assertThat(ledger.recorded).extracting(entry -> entry.path().endsWith("/withdrawal")).containsExactly(false, true);
            assertThat(ledger.permits(visitor.record(), "analytics")).isFalse();
        }

        @Test
        void theBannerComesByItselfOnceItCan() {
            ledger.line = Line.CUT;
            visitor.opens(ledger.page("business", "en"));
            visitor.until("it was asked for", () -> ledger.requests.stream().anyMatch(request -> request.endsWith("/banner")));
            assertThat(visitor.ran()).isEqualTo(List.of());
            ledger.line = Line.UP;
            visitor.page.evaluate("dispatchEvent(new Event('online'))");
            visitor.sees(visitor.banner("title"));
        }
    }

    @Nested
    class ByKeyboardAndScreenReader {
        @Test
        void focusEntersStaysInsideAndReturns() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            assertThat(focus()).isEqualTo("H2 Your cookies, your choice");
            var stops = Stream.generate(() -> press("Tab")).limit(6).toList();
            assertThat(stops).containsExactly("A Read the cookie policy", "BUTTON Accept all", "BUTTON Refuse all", "BUTTON Choose",
                    "BUTTON ×", "A Read the cookie policy");
            assertThat(press("Shift+Tab")).isEqualTo("BUTTON ×");

            visitor.page.keyboard().press("Enter");
            visitor.hears("saved");
            visitor.button("handle").focus();
            visitor.page.keyboard().press("Enter");
            visitor.sees(visitor.banner("detailsTitle"));
            visitor.page.keyboard().press("Escape");
            assertThat(focus()).isEqualTo("BUTTON Cookies");
        }

        @Test
        void aChoiceNeedsNoMouse() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            Stream.of("Tab", "Tab", "Tab", "Tab", "Enter").forEach(visitor.page.keyboard()::press);
            visitor.sees(visitor.banner("detailsTitle"));
            visitor.purpose("analytics").focus();
            visitor.page.keyboard().press("Space");
            visitor.button("save").focus();
            visitor.page.keyboard().press("Enter");
            visitor.hears("saved");
            assertThat(ledger.recorded.getFirst().list("given")).containsExactly("analytics");
        }

        @ParameterizedTest
        @CsvSource({"fr, LIGHT, 1280", "nl, DARK, 390", "de, LIGHT, 390", "en, DARK, 1280"})
        void everyLayerIsAccessible(String language, ColorScheme scheme, int width, Browser browser) {
            var window = new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 800);
            try (var context = browser.newContext(window)) {
                var reader = new Visitor(context.newPage(), language);
                reader.opens(ledger.page("personal", language));
                reader.sees(reader.notice());
                look(reader, "inform-" + language);
                reader.opens(ledger.page("business", language));
                reader.sees(reader.banner("title"));
                look(reader, "first-layer-" + language);
                reader.presses("choose");
                reader.page.getByText(reader.text("trackers")).first().click();
                look(reader, "second-layer-" + language);
                reader.presses("acceptAll");
                reader.hears("saved");
                look(reader, "given-" + language);
                reader.presses("handle");
                look(reader, "reopened-" + language);
            }
        }

        /** 1280 × 800 at 200 % and at 400 %, under a privacy signal: the longest texts in the least room. */
        @ParameterizedTest
        @CsvSource({"de, 640, 400", "fr, 320, 256"})
        void enlargedAndInForcedColoursNothingIsOutOfReach(String language, int width, int height, Browser browser) {
            var window = new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE).setReducedMotion(ReducedMotion.REDUCE)
                    .setViewportSize(width, height).setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
            try (var context = browser.newContext(window)) {
                var reader = new Visitor(context.newPage(), language).opens(ledger.page("business", language));
                reader.sees(reader.banner("title"));
                look(reader, "first-layer-forced-" + width);
                for (var key : List.of("acceptAll", "refuseAll", "choose")) {
                    reader.button(key).scrollIntoViewIfNeeded();
                    assertThat(reader.button(key).evaluate("""
                            button => { const box = button.getBoundingClientRect();
                              return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === button }""")).isEqualTo(true);
                }
                reader.presses("choose");
                reader.page.getByText(reader.text("trackers")).nth(1).click();
                look(reader, "third-layer-forced-" + width);
                reader.purpose("analytics").check();
                look(reader, "switched-forced-" + width);
                reader.presses("save");
                reader.hears("saved");
                assertThat(ledger.recorded.getFirst().list("given")).containsExactly("analytics");
            }
        }

        private void look(Visitor reader, String name) {
            assertAccessible(reader.page);
            assertFitsWidth(reader.page);
            screenshot(reader.page, name);
        }

        private String press(String key) {
            visitor.page.keyboard().press(key);
            return focus();
        }

        private String focus() {
            return (String) visitor.page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.innerText");
        }
    }

    @Nested
    class ForThePage {
        @Test
        void aChangeIsToldAndAsked() {
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.banner("title"));
            visitor.page.evaluate("""
                    () => { window.mine = []; volens.on('ready', choice => mine.push(choice));
                      window.stop = volens.on('change', choice => mine.push(choice.given.length)) }""");
            visitor.page.evaluate("volens.acceptAll()");
            visitor.page.evaluate("volens.refuseAll()");
            visitor.page.evaluate("stop()");
            visitor.page.evaluate("volens.acceptAll()");
            assertThat(visitor.page.evaluate("mine")).isEqualTo(Arrays.asList(null, 4, 0));
            assertThat(visitor.page.evaluate("heard.map(([type]) => type)"))
                    .isEqualTo(List.of("ready", "change", "change", "change"));
            assertThat(visitor.page.evaluate("Object.keys(volens.consent()).sort().join()"))
                    .isEqualTo("decidedAt,given,gpc,policyVersion,record,refused,site,source");
        }

        @Test
        void aLinkAFragmentAndTheScriptOpenTheBanner() {
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("refuseAll");
            visitor.page.getByText("My cookies").click();
            visitor.sees(visitor.banner("detailsTitle"));
            visitor.presses("keep");
            visitor.page.evaluate("volens.open()");
            visitor.sees(visitor.banner("detailsTitle"));
            visitor.opens("about:blank");
            visitor.opens(ledger.page("business", "en") + "#manage");
            visitor.sees(visitor.banner("detailsTitle"));
            visitor.presses("keep");
            visitor.page.getByText("Change my mind").click();
            visitor.sees(visitor.banner("detailsTitle"));
        }

        @Test
        void aQuietPageCanBeReadBeforeAnyChoice() {
            ledger.quiet = true;
            visitor.opens(ledger.page("business", "en"));
            visitor.sees(visitor.button("handle"));
            visitor.until("only the necessary ran", () -> visitor.ran().equals(List.of("needed")));
            assertThat(visitor.banner("title").count()).isZero();
            visitor.presses("handle");
            visitor.presses("acceptAll");
            visitor.hears("saved");
        }

        @Test
        void theLanguageIsThePagesElseTheBrowsers(Browser browser) {
            try (var context = browser.newContext(new Browser.NewContextOptions().setLocale("de-AT"))) {
                var dutchPage = new Visitor(context.newPage(), "nl").opens(ledger.page("business", "nl-BE"));
                dutchPage.sees(dutchPage.banner("title"));
                var spanishPage = new Visitor(context.newPage(), "de").opens(ledger.page("business", "es"));
                spanishPage.sees(spanishPage.banner("title"));
            }
        }

        @Test
        void aTextIsNeverMarkup() {
            ledger.purposeName = "<img src=x onerror=ran.push('hacked')><b>Name</b>";
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("choose");
            assertThat(visitor.page.getByText("<b>Name</b>").count()).isEqualTo(5);
            assertThat(visitor.ran()).isEqualTo(List.of("needed"));
        }

        @Test
        void theLedgerMayLiveOnAnotherOrigin() throws IOException {
            try (var site = new LedgerFixture()) {
                site.bannerOrigin = ledger.origin();
                site.policySentence = "default-src 'self'; script-src 'self' %1$s; style-src 'self' %1$s; connect-src %1$s"
                        .formatted(ledger.origin());
                visitor.opens(site.page("business", "en"));
                visitor.presses("acceptAll");
                visitor.hears("saved");
                assertThat(ledger.recorded).hasSize(1);
                assertThat(site.requests).noneMatch(request -> request.contains("/api/"));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"record\":\"6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10\"", "\"record\":\"me\",\"given\":[],\"refused\":[]",
                "\"record\":\"6f1c1f0e-3d55-4f6f-9f3e-1d2b7c1a9e10\",\"given\":\"all\",\"refused\":[]"})
        void aDamagedCookieIsNoChoiceAndTheNextOneIsRecorded(String damaged) {
            visitor.page.context().addCookies(List.of(new Cookie("CookieConsent", URLEncoder.encode(
                    "{\"v\":1,\"site\":\"fixture\",\"policy\":\"2026-1\",\"since\":\"2026-1\"," + damaged + "}", StandardCharsets.UTF_8)).setUrl(ledger.origin())));
            visitor.opens(ledger.page("business", "en"));
            visitor.presses("acceptAll");
            visitor.hears("saved");
            assertThat(ledger.recorded).hasSize(1);
            assertThat(visitor.record()).isNotEqualTo("me");
        }
    }
}
