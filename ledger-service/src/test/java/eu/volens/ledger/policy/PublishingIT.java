package eu.volens.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A bakery changes its folder, and publishes it. */
@ExtendWith(OutputCaptureExtension.class)
class PublishingIT {

    private static final Path EXAMPLE = Path.of("src/test/resources/controllers/tulip-bakery");
    private static final String[] TOKEN = {"Authorization", "Bearer " + RunningLedger.TOKEN};
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");
    private Path bakery = Path.of("");
    private RunningLedger ledger = null;

    @BeforeEach
    void openTheBakery() throws IOException {
        bakery = Files.createDirectories(folder.resolve("controllers/tulip-bakery"));
        for (var file : new String[] {"controller.yaml", "purposes.yaml", "sites.yaml", "trackers.yaml"}) {
            Files.copy(EXAMPLE.resolve(file), bakery.resolve(file));
        }
        ledger = new RunningLedger(folder, Clock.systemUTC(), "volens.controllers-dir=" + folder.resolve("controllers"),
                "volens.controller=tulip-bakery");
    }

    @AfterEach
    void closeIt() {
        ledger.close();
    }

    @Test
    void aChangedFolderIsShownOnceItIsPublishedAndAsksVisitorsAgainOnlyForMore(CapturedOutput output) throws IOException {
        var first = banner().get("policyVersion").asString();
        assertThat(standing()).isEqualTo("published");
        assertThat(published()).isEqualTo(2);
        assertThat(ledger.get("/api/policies").problem()).isEqualTo("no-token");

        edit("trackers.yaml", "lifetime: P1Y6M", "lifetime: P2Y");
        assertThat(banner().get("policyVersion").asString()).as("not in force before it is published").isEqualTo(first);
        assertThat(ledger.get("/policy/shop/en").text()).contains("1 year 6 months").doesNotContain("2 years");
        assertThat(standing()).isEqualTo("changed");
        assertThat(health()).contains("not in force; publish it with ./volens policy publish");

        var comparison = get("/api/policies/shop/comparison").json();
        assertThat(comparison.get("from").asString()).isEqualTo(first);
        assertThat(comparison.get("proposal").asString()).isEqualTo("material");
        assertThat(comparison.get("differences")).hasSize(1);
        assertThat(comparison.at("/differences/0/text").asString()).isEqualTo(
                "crumb_count (counter.example): kept longer, 2 years instead of 1 year 6 months.");
        assertThat(publish("{\"change\": \"editorial\"}").problem()).isEqualTo("reason-missing");
        assertThat(publish("{\"instead\": \"%s\"}".formatted("0".repeat(64))).problem()).isEqualTo("policy-overtaken");
        assertThat(publish("{\"reason\": \"\"}").problem()).isEqualTo("invalid-request");

        var material = publish("{\"instead\": \"%s\", \"reason\": \"two years\", \"by\": \"baker\"}".formatted(first));
        assertThat(material.status()).isEqualTo(201);
        var second = material.json().get("version").asString();
        assertThat(material.header("Location")).isEqualTo("/api/policies/shop/versions/" + second);
        assertThat(material.json().get("previous").asString()).isEqualTo(first);
        assertThat(material.json().get("change").asString()).isEqualTo("material");
        assertThat(banner().get("policyVersion").asString()).isEqualTo(second);
        assertThat(banner().get("askedSince").asString()).isEqualTo(second);
        assertThat(decide(first).problem()).isEqualTo("stale-policy");
        assertThat(decide(first).json().get("currentPolicyVersion").asString()).isEqualTo(second);
        assertThat(decide(second).status()).isEqualTo(201);

        var again = publish("{\"change\": \"editorial\", \"reason\": \"no longer asked\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).as("as it was published").isEqualTo(material.json());

        edit("purposes.yaml", "Counts crumbs.", "Counts every crumb.");
        var editorial = publish("{}").json();
        var third = editorial.get("version").asString();
        assertThat(editorial.get("change").asString()).isEqualTo("editorial");
        assertThat(banner().get("policyVersion").asString()).isEqualTo(third);
        assertThat(banner().get("askedSince").asString()).isEqualTo(second);
        assertThat(decide(second).status()).as("who had the banner open").isEqualTo(201);
        assertThat(decide(second).json().get("policyVersion").asString()).as("what was shown").isEqualTo(second);
        assertThat(published()).isEqualTo(4);

        assertThat(get("/api/policies/shop").json().get("versions").valueStream().map(it -> it.get("version").asString()))
                .containsExactly(third, second, first);
        assertThat(get("/api/policies/shop/versions/" + first).json().at("/content/purposes/1/trackers/0/lifetime").asString()).isEqualTo("P1Y6M");
        assertThat(get("/api/policies/shop/versions/" + "0".repeat(64)).problem()).isEqualTo("unknown-version");
        assertThat(get("/api/policies/nowhere").problem()).isEqualTo("unknown-site");
        readThePages(first, second, third);

        ledger.restart();
        assertThat(published()).as("a restart publishes nothing").isEqualTo(4);
        assertThat(banner().get("policyVersion").asString()).isEqualTo(third);
        assertThat(output.getAll()).doesNotContain("The folder of site shop has changed");
        edit("purposes.yaml", "Counts every crumb.", "Counts each crumb.");
        ledger.restart();
        assertThat(banner().get("policyVersion").asString()).isEqualTo(third);
        assertThat(output.getAll()).containsOnlyOnce("The folder of site shop has changed and is not in force");
    }

    private void readThePages(String first, String second, String third) {
        var inForce = ledger.get("/policy/shop/en").text();
        assertThat(inForce).contains("Counts every crumb.", "/policy/shop/en/versions/" + second, "/policy/shop/en/versions/" + first,
                "Crumbs: explained in other words.", "They were not asked again.");
        var earlier = ledger.get("/policy/shop/nl/versions/" + second).text();
        assertThat(earlier).contains("U leest een eerdere versie.",
                "crumb_count (counter.example): langer bewaard, 2 jaar in plaats van 1 jaar 6 maanden.",
                "href=\"/policy/shop/nl/versions/" + first + "\"", "href=\"/policy/shop/nl\"", second).doesNotContain("banner.js");
        assertThat(ledger.get("/policy/shop/en/versions/" + first).text()).contains("Counts crumbs.", "1 year 6 months");
        assertThat(ledger.get("/policy/shop/en/versions/" + third).status()).isEqualTo(200);
        assertThat(ledger.get("/policy/shop/en/versions/" + "0".repeat(64)).status()).isEqualTo(404);
        assertThat(ledger.get("/policy/shop/en/areas/window").text()).contains("This page is about one part of the site: Window.", "warm")
                .doesNotContain("<code>crumb_count</code>", "Counter GmbH");
        assertThat(ledger.get("/policy/shop/en/versions/" + first + "/areas/counter").text()).contains("crumb_count", "Counter GmbH");
        assertThat(ledger.get("/policy/shop/en/areas/nowhere").status()).isEqualTo(404);
    }

    @Test
    void aFolderWithMistakesIsToldAndNotPublishedAndVisitorsAreServedAllTheSame() throws IOException {
        var version = banner().get("policyVersion").asString();
        edit("trackers.yaml", "lifetime: P1Y6M", "lifetime: long");
        edit("sites.yaml", "mode: inform", "mode: tell");

        var refused = publish("{}");
        assertThat(refused.problem()).isEqualTo("invalid-register");
        assertThat(refused.json().get("errors").valueStream().map(it -> it.get("detail").asString()))
                .anyMatch(it -> it.contains("trackers.yaml:17: 'long' is not a lifetime")).anyMatch(it -> it.contains("sites.yaml:10: `mode` is"));
        assertThat(get("/api/policies/shop/comparison").problem()).isEqualTo("invalid-register");
        assertThat(standing()).isEqualTo("invalid");
        assertThat(health()).contains("names 2 problems");
        assertThat(decide(version).status()).isEqualTo(201);
        assertThat(published()).isEqualTo(2);
    }

    @Test
    void anotherInstanceShowsWhatThisOnePublishes() throws IOException {
        try (var other = ledger.another()) {
            assertThat(published()).as("the second to start finds something in force").isEqualTo(2);
            edit("purposes.yaml", "Counts crumbs.", "Counts every crumb.");
            var version = publish("{\"change\": \"material\"}").json().get("version").asString();

            await(() -> other.get("/api/sites/shop/areas/counter/banner").json().get("policyVersion").asString().equals(version));
        }
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plus(SOON);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("still waiting").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private void edit(String file, String before, String after) throws IOException {
        var text = Files.readString(bakery.resolve(file));
        assertThat(text).contains(before);
        Files.writeString(bakery.resolve(file), text.replace(before, after));
    }

    private JsonNode banner() {
        return ledger.get("/api/sites/shop/areas/counter/banner?lang=en").json();
    }

    private String standing() {
        return get("/api/policies").json().get("sites").valueStream().filter(it -> it.get("site").asString().equals("shop")).findFirst().orElseThrow()
                .get("folder").asString();
    }

    private String health() {
        return ((IndicatedHealthDescriptor) ledger.bean(HealthEndpoint.class).healthForPath("policies")).getDetails().toString();
    }

    private long published() {
        return JdbcClient.create(ledger.dataSource()).sql("SELECT count(*) FROM ledger.event_log WHERE type = 'policy.published/1'")
                .query(Long.class).single();
    }

    private Answer get(String path) {
        return ledger.get(path, TOKEN);
    }

    private Answer publish(String body) {
        return ledger.post("/api/policies/shop", body, TOKEN);
    }

    private Answer decide(String version) {
        return ledger.postAsBackend("/api/consents", """
                {"site": "shop", "area": "counter", "policyVersion": "%s", "language": "en", "layer": "first", "method": "accept-all",
                 "given": ["crumbs"], "refused": [], "idempotencyKey": "%s"}
                """.formatted(version, UUID.randomUUID()));
    }
}
