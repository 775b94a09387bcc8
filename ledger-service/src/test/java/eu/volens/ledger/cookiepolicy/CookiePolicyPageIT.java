package eu.volens.ledger.cookiepolicy;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.policyVersion;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page people read. */
class CookiePolicyPageIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fr | Politique en matière de cookies | 365 jours | 1 heure  | illimitée  | Autorité de protection des données | Rue du Marquis 1, 1000 Bruxelles
        nl | Cookiebeleid                    | 365 dagen | 1 uur    | onbeperkt  | Gegevensbeschermingsautoriteit     | Markiesstraat 1, 1000 Brussel
        de | Cookie-Richtlinie               | 365 Tage  | 1 Stunde | unbegrenzt | Datenschutzbehörde                 | Rue du Marquis 1, 1000 Brüssel
        en | Cookie policy                   | 365 days  | 1 hour   | unlimited  | Data Protection Authority          | Rue du Marquis 1, 1000 Brussels
        """)
    void thePageTellsEverythingInTheReadersLanguage(String language, String title, String year, String hour, String unlimited, String authority,
            String address) {
        var page = LEDGER.get("/policy/itsme-id/" + language);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Language")).isEqualTo(language);
        assertThat(page.text()).contains("<html lang=\"" + language + "\"", "<h1>" + title + "</h1>", year, hour, unlimited, authority, address,
                "0541.659.084", "mailto:privacy@itsme.be", "mailto:contact@apd-gba.be", "https://support.itsme-id.com/hc/fr/requests/new",
                "https://www.itsme-id.com/legal/privacy-statement", policyVersion(), "href=\"#manage\"", "id=\"manage\"");
        assertThat(Pattern.compile("<th scope=\"row\"><code>").matcher(page.text()).results()).hasSize(18);
        assertThat(page.text()).as("no key without words, nothing left unfilled").doesNotContain("??", "{0", "{1", "null")
                .doesNotContainPattern("policy\\.[a-z]");
    }

    @Test
    void itWorksWithoutAnyScriptButTheBanner() {
        var page = LEDGER.get("/policy/itsme-id/en").text();

        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(1);
        assertThat(page).contains("src=\"/banner/banner.js\"", "data-quiet", "data-area=\"business\"").doesNotContain(" style=", "onclick");
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        var page = LEDGER.get("/policy/itsme-id/en");

        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(Pattern.compile("(src|rel=\"stylesheet\" href)=\"https?:").matcher(page.text()).find()).isFalse();
    }

    @Test
    void thePageWithoutALanguageLeadsToTheReadersOwn() {
        var moved = LEDGER.get("/policy/itsme-id", "Accept-Language", "nl-BE, fr;q=0.5");

        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.header("Location")).isEqualTo("/policy/itsme-id/nl");
        assertThat(moved.header("Vary")).contains("Accept-Language");
    }

    @Test
    void theFramesLanguageLinksLeadToTheOtherPages() {
        assertThat(LEDGER.get("/policy/itsme-id/fr?lang=de").header("Location")).isEqualTo("/policy/itsme-id/de");
        assertThat(LEDGER.get("/policy/itsme-id/fr?lang=xx").header("Location")).isEqualTo("/policy/itsme-id/fr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/policy", "/policy/nowhere", "/policy/nowhere/fr", "/policy/itsme-id/es", "/policy/itsme-id/fr/x", "/nothing"})
    void whatIsNotThereGetsAPageInHouseStyle(String path) {
        var page = LEDGER.get(path, "Accept-Language", "de", "Accept", "text/html");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("Diese Seite gibt es nicht", "/style/volens.css").doesNotContain("Exception", "Whitelabel");
    }
}
