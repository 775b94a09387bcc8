package eu.volens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import eu.volens.ledger.register.InvalidRegister;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Nothing of the shipped controller is built in: a small invented one runs on the same program. */
class OtherControllerIT {

    private static final String CONTROLLERS = "volens.controllers-dir=src/test/resources/controllers";

    @Test
    void aBakeryWithItsOwnSitesPurposesLanguagesAndLifetimesRuns(@TempDir Path folder) {
        try (var ledger = new RunningLedger(folder, Clock.systemUTC(), CONTROLLERS, "volens.controller=tulip-bakery")) {
            var counter = ledger.get("/api/sites/shop/areas/counter/banner?lang=fr").json();
            assertThat(counter.get("language").asString()).isEqualTo("en");
            assertThat(counter.get("lifetimeDays").asInt()).isEqualTo(30);
            assertThat(counter.get("purposes").valueStream().map(it -> it.get("id").asString())).containsExactly("oven", "crumbs");

            var page = ledger.get("/policy/shop/nl").text();
            assertThat(page).contains("Tulip Bakery BV", "Telt de kruimels van een bezoek.", "1 jaar 6 maanden", "Verzonnen Autoriteit")
                    .doesNotContain("itsme", "Belgian");
            assertThat(ledger.get("/policy/shop/fr").status()).isEqualTo(404);
            assertThat(ledger.get("/policy/itsme-id/nl").status()).isEqualTo(404);

            var record = UUID.randomUUID();
            var receipt = ledger.postAsBackend("/api/consents", decision(record, "shop", "counter", counter.get("policyVersion").asString())).json();
            assertThat(Duration.between(Instant.parse(receipt.get("decidedAt").asString()), Instant.parse(receipt.get("expiresAt").asString())))
                    .isEqualTo(Duration.ofDays(30));

            var school = ledger.get("/api/sites/school/areas/class/banner").json().get("policyVersion").asString();
            assertThat(school).isNotEqualTo(counter.get("policyVersion").asString());
            assertThat(ledger.postAsBackend("/api/consents", decision(record, "school", "class", school)).problem()).isEqualTo("record-of-other-site");

            assertThat(originOf(ledger, "https://tulip.example")).isEqualTo(201);
            assertThat(originOf(ledger, "https://school.tulip.example")).isEqualTo(403);
        }
    }

    private static int originOf(RunningLedger ledger, String origin) {
        var version = ledger.get("/api/sites/shop/areas/counter/banner").json().get("policyVersion").asString();
        return ledger.postAsBackend("/api/consents", decision(UUID.randomUUID(), "shop", "counter", version), "Origin", origin).status();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aRegisterThatCannotBeUsedStopsTheStartWithOneClearMessage(@TempDir Path folder, CapturedOutput output) throws Exception {
        var broken = Files.createDirectories(folder.resolve("controllers/tulip-bakery"));
        for (var file : new String[] {"controller.yaml", "purposes.yaml", "sites.yaml", "trackers.yaml"}) {
            var text = Files.readString(Path.of("src/test/resources/controllers/tulip-bakery", file));
            Files.writeString(broken.resolve(file), text.replace("mode: inform", "mode: shout").replace("lifetime: session", "lifetime: long"));
        }

        var failure = catchThrowable(() -> new RunningLedger(folder, Clock.systemUTC(), "volens.controllers-dir=" + folder.resolve("controllers"),
                "volens.controller=tulip-bakery").close());

        assertThat(failure).hasRootCauseInstanceOf(InvalidRegister.class);
        assertThat(output.getAll()).contains("The controller's files cannot be used", "sites.yaml:10: `mode` is `inform` or `ask`, not 'shout'",
                "trackers.yaml:7: 'long' is not a lifetime").doesNotContain("\tat eu.volens");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aMissingServiceTokenStopsTheStartAndSaysHowToSetIt(@TempDir Path folder, CapturedOutput output) {
        var failure = catchThrowable(() -> new RunningLedger(folder, Clock.systemUTC(), "volens.service-token=").close());

        assertThat(failure).isNotNull();
        assertThat(output.getAll()).contains("VOLENS_SERVICE_TOKEN").doesNotContain("\tat eu.volens");
    }

    private static String decision(UUID record, String site, String area, String policyVersion) {
        return """
                {"record": "%s", "site": "%s", "area": "%s", "policyVersion": "%s", "language": "en", "layer": "first", "method": "accept-all",
                 "given": ["crumbs"], "refused": [], "idempotencyKey": "%s"}
                """.formatted(record, site, area, policyVersion, UUID.randomUUID());
    }
}
