package eu.volens.ledger.register;

import static eu.volens.ledger.register.RegisterFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PoliciesInForceTest {

    @Test
    void theSameContentHasTheSameVersion() {
        assertThat(version(RegisterFixture.policies())).isEqualTo(version(RegisterFixture.policies())).matches("[0-9a-f]{64}");
    }

    @Test
    void theOrderOfMapsDoesNotCount() {
        var oneWay = PoliciesInForce.of(RegisterFixture.register(), Map.of("en", Map.of("a", "1", "b", "2"), "nl", Map.of("a", "3")));
        var otherWay = PoliciesInForce.of(RegisterFixture.register(), new TreeMap<>(Map.of("nl", Map.of("a", "3"), "en",
                new TreeMap<>(Map.of("b", "2", "a", "1")))));

        assertThat(version(oneWay)).isEqualTo(version(otherWay));
    }

    @Test
    void everyThingAVisitorReadsChangesTheVersion() {
        var before = version(RegisterFixture.policies());

        assertThat(version(RegisterFixture.changedPolicies())).as("words").isNotEqualTo(before);
        assertThat(version(policiesWith(RegisterFixture.tracker("crumb_count", "P2Y")))).as("lifetime").isNotEqualTo(before);
        assertThat(version(policiesWith(RegisterFixture.tracker("crumb_counter", "P1Y")))).as("name").isNotEqualTo(before);
    }

    @Test
    void sitesHaveVersionsOfTheirOwn() {
        var policies = RegisterFixture.policies();

        assertThat(policies.all()).extracting(Policy::version).doesNotHaveDuplicates().hasSize(2);
        assertThat(policies.of("no-such-site")).isEmpty();
    }

    @Test
    void theContentIsCanonicalJsonInWhichNothingIsMissing() {
        var content = RegisterFixture.policies().of(SITE).orElseThrow().content();

        assertThat(content).startsWith("{\"controller\":{\"address\":{\"en\":\"Street 1\",\"nl\":\"Street 1 (nl)\"},\"authority\":{")
                .contains("\"site\":{\"areas\":[{\"asks\":[],\"id\":\"window\",\"name\":{\"en\":\"Window\",\"nl\":\"Window (nl)\"}}")
                .contains("{\"explanation\":{\"en\":\"Counts\",\"nl\":\"Counts (nl)\"},\"hosts\":[\"cdn.shop.example\"],\"kind\":\"cookie\","
                        + "\"lifetime\":\"P1Y\",\"name\":\"crumb_count\",\"names\":[\"crumb_count\"],\"party\":\"third\","
                        + "\"provider\":\"shop.example\",\"recipient\":\"baker\"}")
                .contains("\"id\":\"stars\",\"name\":{\"en\":\"stars\",\"nl\":\"stars (nl)\"},\"refusedByGpc\":true")
                .contains("\"lifetimeDays\":30")
                .endsWith("\"wording\":{\"en\":{\"banner.title\":\"Hello\"},\"nl\":{\"banner.title\":\"Hello\"}}}");
    }

    private static PoliciesInForce policiesWith(Tracker tracker) {
        return PoliciesInForce.of(RegisterFixture.registerWith(List.of(tracker)), RegisterFixture.wording("Hello"));
    }

    private static String version(PoliciesInForce policies) {
        return policies.of(SITE).orElseThrow().version();
    }
}
