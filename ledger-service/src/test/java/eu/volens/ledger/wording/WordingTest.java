package eu.volens.ledger.wording;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.register.Lifetime;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)[^}]*}");
    private final Wording wording = Wording.load();

    @Test
    void everyLanguageHasTheSameKeysWithTheSamePlaceholders() {
        var english = wording.section("en", "");
        for (var language : Wording.LANGUAGES) {
            var words = wording.section(language, "");
            assertThat(words.keySet()).as(language).isEqualTo(english.keySet());
            words.forEach((key, value) -> assertThat(placeholders(value)).as(language + " " + key).isEqualTo(placeholders(english.get(key))));
        }
    }

    private static List<String> placeholders(String words) {
        return PLACEHOLDER.matcher(words).results().map((MatchResult found) -> found.group(1)).distinct().sorted().toList();
    }

    /** A straight apostrophe vanishes wherever words are filled in. */
    @Test
    void apostrophesAreTypographic() {
        Wording.LANGUAGES.forEach(language -> wording.section(language, "").forEach((key, value) ->
                assertThat(value).as(language + " " + key).doesNotContain("'").isNotBlank()));
    }

    @Test
    void theBannerGetsEveryTextItNeeds() {
        assertThat(wording.section("fr", "banner.")).containsOnlyKeys("title", "intro", "changed", "policy", "acceptAll", "refuseAll", "choose",
                "save", "back", "close", "keep", "handle", "withdraw", "detailsTitle", "detailsIntro", "alwaysOn", "trackers", "provider",
                "lifetime", "decidedOn", "reference", "preferences", "informTitle", "informText", "understood", "saved", "withdrawn", "offline", "gpc");
    }

    @Test
    void whatVisitorsAreNotShownIsNoPartOfAPolicy() {
        assertThat(wording.shownToVisitors(List.of("fr"))).containsOnlyKeys("fr");
        assertThat(wording.shownToVisitors(List.of("fr")).get("fr").keySet()).allMatch(key -> !key.startsWith("error."))
                .contains("banner.title", "policy.title", "lifetime.session");
    }

    @ParameterizedTest
    @CsvSource({"P1Y, 1 an, 1 jaar, 1 Jahr, 1 year", "P365D, 365 jours, 365 dagen, 365 Tage, 365 days", "PT1H, 1 heure, 1 uur, 1 Stunde, 1 hour",
        "PT1M, 1 minute, 1 minuut, 1 Minute, 1 minute", "session, session, sessie, Sitzung, session",
        "unlimited, illimitée, onbeperkt, unbegrenzt, unlimited", "P1Y6M, 1 an 6 mois, 1 jaar 6 maanden, 1 Jahr 6 Monate, 1 year 6 months"})
    void lifetimesAreToldAsPeopleSayThem(String code, String french, String dutch, String german, String english) {
        var lifetime = Lifetime.parse(code).orElseThrow();

        assertThat(List.of(wording.say("fr", lifetime), wording.say("nl", lifetime), wording.say("de", lifetime), wording.say("en", lifetime)))
                .containsExactly(french, dutch, german, english);
    }
}
