package eu.volens.ledger.banner;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the banner is told, and who may ask. */
class BannerConfigurationIT {

    private static final String SITE = "https://www.itsme-id.com";

    @ParameterizedTest
    @CsvSource({"personal, inform, 1", "support, inform, 1", "business, ask, 5", "account, ask, 5"})
    void everyAreaHasItsRulesInEveryLanguage(String area, String mode, int purposes) {
        for (var language : List.of("fr", "nl", "de", "en")) {
            var configuration = LEDGER.get("/api/sites/itsme-id/areas/" + area + "/banner?lang=" + language).json();

            assertThat(configuration.get("mode").asString()).isEqualTo(mode);
            assertThat(configuration.get("language").asString()).isEqualTo(language);
            assertThat(configuration.get("purposes")).hasSize(purposes);
            assertThat(configuration.get("purposes").get(0).get("required").asBoolean()).isTrue();
            assertThat(configuration.get("policyUrl").asString()).isEqualTo("/policy/itsme-id/" + language + "/areas/" + area);
            assertThat(configuration.get("lifetimeDays").asInt()).isEqualTo(365);
            assertThat(configuration.get("controller").asString()).isEqualTo("Belgian Mobile ID SA/NV");
            assertThat(configuration.get("texts").propertyNames()).hasSize(29);
        }
    }

    @Test
    void anAskingAreaListsAllEighteenTrackersAndAnInformingOneOnlyTheNecessary() {
        assertThat(trackers("business")).hasSize(18).contains("_help_center_session", "zte2095", "plyr");
        assertThat(trackers("personal")).hasSize(13).doesNotContain("plyr", "locale");
    }

    private static List<String> trackers(String area) {
        return LEDGER.get("/api/sites/itsme-id/areas/" + area + "/banner").json().get("purposes").valueStream()
                .flatMap(purpose -> purpose.get("trackers").valueStream()).map(tracker -> tracker.get("name").asString()).toList();
    }

    @Test
    void thePolicyVersionIsTheSameInAllAreasAndLanguages() {
        assertThat(List.of("personal?lang=fr", "support?lang=nl", "business?lang=de", "account?lang=en").stream()
                .map(place -> LEDGER.get("/api/sites/itsme-id/areas/" + place.replace("?", "/banner?")).json())
                .map((JsonNode configuration) -> configuration.get("policyVersion").asString()).distinct()).hasSize(1);
    }

    @Test
    void lifetimesAreToldForPeopleAndForPrograms() {
        var tracker = LEDGER.get("/api/sites/itsme-id/areas/business/banner?lang=nl").json().get("purposes").get(0).get("trackers").get(0);

        assertThat(tracker.get("lifetime").asString()).isEqualTo("365 dagen");
        assertThat(tracker.get("duration").asString()).isEqualTo("P365D");
    }

    @Test
    void whatATrackerIsIsToldForPeopleAndForPrograms() {
        var trackers = LEDGER.get("/api/sites/itsme-id/areas/personal/banner?lang=fr").json().at("/purposes/0/trackers");

        assertThat(trackers.valueStream().map(tracker -> Stream.of("name", "kind", "party", "technique").map(tracker::get)
                .map(JsonNode::asString).toList())).contains(List.of("CookieConsent", "cookie", "first", "Cookie"),
                        List.of("__cf_bm", "cookie", "third", "Cookie, d’un tiers"),
                        List.of("rc::c", "session-storage", "third", "Mémoire de session, d’un tiers"));
    }

    @Test
    void purposesCarryTheirTypesOfConsentMode() {
        var purposes = LEDGER.get("/api/sites/itsme-id/areas/business/banner").json().get("purposes");

        assertThat(purposes.valueStream().map(purpose -> purpose.get("consentMode").toString())).containsExactly("[\"security_storage\"]",
                "[\"personalization_storage\"]", "[\"functionality_storage\"]", "[\"analytics_storage\"]",
                "[\"ad_storage\",\"ad_user_data\",\"ad_personalization\"]");
    }

    @Test
    void everyAreaKnowsWhatToDeleteOfThePurposesOfAll() {
        var storage = LEDGER.get("/api/sites/itsme-id/areas/personal/banner").json().get("storage").toString();

        assertThat(storage).contains("{\"purpose\":\"functional\",\"kind\":\"local-storage\",\"names\":[\"__zlcstore\"]}", "CookieConsent")
                .doesNotContain("__cf_bm", "locale");
    }

    @ParameterizedTest
    @CsvSource({"1, true", "' 1', true", "'1, 1', true", "'0, 1', true", "0, false", "true, false", "'', false", "11, false"})
    void thePrivacySignalInTheRequestIsTold(String header, boolean on) {
        var answer = LEDGER.get("/api/sites/itsme-id/areas/business/banner", "Sec-GPC", header);

        assertThat(answer.json().get("gpc").asBoolean()).isEqualTo(on);
        assertThat(answer.json().get("refusedByGpc").toString()).isEqualTo("[\"marketing\"]");
        assertThat(answer.response().headers().allValues("Vary")).contains("Sec-GPC");
    }

    @Test
    void severalSignalsAreOneAndNoneIsNone() {
        assertThat(LEDGER.get("/api/sites/itsme-id/areas/business/banner", "Sec-GPC", "0", "Sec-GPC", "1").json().get("gpc").asBoolean()).isTrue();
        assertThat(LEDGER.get("/api/sites/itsme-id/areas/business/banner").json().get("gpc").asBoolean()).isFalse();
    }

    @Test
    void theSignalIsSaidToBeHonoured() {
        var support = LEDGER.get("/.well-known/gpc.json");

        assertThat(support.status()).isEqualTo(200);
        assertThat(support.header("Content-Type")).isEqualTo("application/json");
        assertThat(support.json().get("gpc").asBoolean()).isTrue();
        assertThat(support.json().get("lastUpdate").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
    }

    @Test
    void theBrowsersLanguageCountsWhereNoneIsAskedFor() {
        var german = LEDGER.get("/api/sites/itsme-id/areas/business/banner", "Accept-Language", "es, de-BE;q=0.8, en;q=0.5");

        assertThat(german.json().get("language").asString()).isEqualTo("de");
        assertThat(german.response().headers().allValues("Vary")).contains("Accept-Language");
        assertThat(german.header("Cache-Control")).contains("max-age=60");
    }

    @Test
    void pagesOfTheSiteMayAskAndOthersMayNot() {
        var allowed = LEDGER.get("/api/sites/itsme-id/areas/business/banner", "Origin", SITE);
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(SITE);
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();

        var refused = LEDGER.get("/api/sites/itsme-id/areas/business/banner", "Origin", "https://elsewhere.example");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("origin-not-registered");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aPreflightOfADecisionIsAnsweredForRegisteredOriginsOnly() {
        var asked = new String[] {"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type", "Origin"};

        var allowed = LEDGER.send("OPTIONS", "/api/consents", BodyPublishers.noBody(), with(asked, SITE));
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(allowed.header("Access-Control-Allow-Headers")).containsIgnoringCase("content-type");
        assertThat(LEDGER.send("OPTIONS", "/api/consents", BodyPublishers.noBody(), with(asked, "https://elsewhere.example")).status())
                .isEqualTo(403);
        assertThat(LEDGER.send("OPTIONS", "/api/consents", BodyPublishers.noBody(), with(asked, "null")).status()).isEqualTo(403);
    }

    private static String[] with(String[] headers, String origin) {
        var all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = origin;
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/banner/banner.js", "/banner/banner.css"})
    void theBannersFilesAreThereForEveryPage(String path) {
        var file = LEDGER.get(path, "Origin", "https://anyone.example");

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(file.header("Content-Type")).matches("text/(javascript|css).*");
    }
}
