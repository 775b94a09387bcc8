package eu.volens.ledger.banner;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
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
            assertThat(configuration.get("policyUrl").asString()).isEqualTo("/policy/itsme-id/" + language);
            assertThat(configuration.get("lifetimeDays").asInt()).isEqualTo(365);
            assertThat(configuration.get("controller").asString()).isEqualTo("Belgian Mobile ID SA/NV");
            assertThat(configuration.get("texts").propertyNames()).hasSize(27);
        }
    }

    @Test
    void anAskingAreaListsAllSeventeenTrackersAndAnInformingOneOnlyTheNecessary() {
        assertThat(trackers("business")).hasSize(17).contains("_help_center_session", "zte2095", "plyr");
        assertThat(trackers("personal")).hasSize(12).doesNotContain("plyr", "locale");
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
