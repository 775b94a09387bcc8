package eu.volens.ledger.register;

import static eu.volens.ledger.register.RegisterFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @Test
    void theSameContentHasTheSameVersion() {
        assertThat(RegisterFixture.policy()).isEqualTo(RegisterFixture.policy());
        assertThat(RegisterFixture.policy().version()).matches("[0-9a-f]{64}");
    }

    @Test
    void theOrderOfMapsDoesNotCount() {
        var register = RegisterFixture.register();
        var site = register.sites().getFirst();
        var oneWay = Policy.of(register, site, Map.of("en", Map.of("a", "1", "b", "2"), "nl", Map.of("a", "3")));
        var otherWay = Policy.of(register, site, new TreeMap<>(Map.of("nl", Map.of("a", "3"), "en", new TreeMap<>(Map.of("b", "2", "a", "1")))));

        assertThat(oneWay.version()).isEqualTo(otherWay.version());
    }

    @Test
    void everyThingAVisitorReadsChangesTheVersion() {
        var before = RegisterFixture.policy().version();

        assertThat(RegisterFixture.reworded().version()).as("words").isNotEqualTo(before);
        assertThat(versionWith(RegisterFixture.tracker("crumb_count", "P2Y"))).as("lifetime").isNotEqualTo(before);
        assertThat(versionWith(RegisterFixture.tracker("crumb_counter", "P1Y"))).as("name").isNotEqualTo(before);
    }

    @Test
    void sitesHaveVersionsOfTheirOwn() {
        assertThat(RegisterFixture.policies()).extracting(Policy::version).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void theContentIsCanonicalJsonInWhichNothingIsMissing() {
        var content = RegisterFixture.policy().content();

        assertThat(content).startsWith("{\"controller\":{\"address\":{\"en\":\"Street 1\",\"nl\":\"Street 1 (nl)\"},\"authority\":{")
                .contains("\"site\":{\"areas\":[{\"asks\":[],\"id\":\"window\",\"name\":{\"en\":\"Window\",\"nl\":\"Window (nl)\"}}")
                .contains("{\"explanation\":{\"en\":\"Counts\",\"nl\":\"Counts (nl)\"},\"hosts\":[\"cdn.shop.example\"],\"kind\":\"cookie\","
                        + "\"lifetime\":\"P1Y\",\"name\":\"crumb_count\",\"names\":[\"crumb_count\"],\"party\":\"third\","
                        + "\"provider\":\"shop.example\",\"recipient\":\"baker\"}")
                .contains("\"id\":\"stars\",\"name\":{\"en\":\"stars\",\"nl\":\"stars (nl)\"},\"refusedByGpc\":true")
                .contains("\"lifetimeDays\":30")
                .endsWith("\"wording\":{\"en\":{\"banner.title\":\"Hello\"},\"nl\":{\"banner.title\":\"Hello\"}}}");
    }

    @Test
    void whatIsWrittenIsReadBackButForWebOriginsWhichNobodyIsShown() {
        var register = RegisterFixture.register();
        var site = register.site(SITE).orElseThrow();

        var read = FrozenPolicy.read(RegisterFixture.policy().content());

        var shown = new Site(site.id(), site.name(), site.url(), site.hosts(), List.of(), site.lifetimeDays(), site.areas());
        assertThat(read.register()).isEqualTo(new CookieRegister(register.controller(), List.of(shown), register.purposes(), register.trackers()));
        assertThat(read.words()).isEqualTo(RegisterFixture.wording("Hello"));
        assertThat(Policy.of(read.register(), read.site(), read.words())).isEqualTo(RegisterFixture.policy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"controller\":{}}", "not json"})
    void whatIsNoContentIsRefused(String content) {
        assertThatThrownBy(() -> FrozenPolicy.read(content)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String versionWith(Tracker tracker) {
        return RegisterFixture.policyOf(RegisterFixture.registerWith(List.of(tracker))).version();
    }
}
