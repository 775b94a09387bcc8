package eu.volens.ledger.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.foreign.ForeignCommand.ImportForeignConsent;
import eu.volens.ledger.register.RegisterFixture;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForeignDecisionsTest {

    private static final Instant THEN = Instant.parse("2025-11-30T09:12:03Z");

    private static ImportForeignConsent row(Instant at, String file, String... categories) {
        return new ImportForeignConsent(new UUID(0, 1), "shop", "cookiebot", "Zm9yZWlnbg==", at, List.of(categories), List.of(), List.of("stars"), "v1",
                file, 2, THEN.plusSeconds(9));
    }

    @Test
    void aRowIsKnownWhateverFileItComesInAndALaterOneOfTheSameVisitorIsNot() {
        var first = ForeignDecisions.decide(ForeignState.BLANK, row(THEN, "a", "necessary")).orElseThrow();
        var state = ForeignState.evolve(ForeignState.BLANK, first);

        assertThat(ForeignDecisions.decide(state, row(THEN, "b", "necessary"))).isEmpty();
        assertThat(ForeignDecisions.decide(state, row(THEN.plusSeconds(1), "a", "necessary"))).isPresent();
        assertThat(ForeignDecisions.decide(state, row(THEN, "a", "necessary", "marketing"))).isPresent();
    }

    @Test
    void categoriesBecomePurposesAsCookiebotMapsThemToConsentMode() {
        var register = RegisterFixture.register();

        assertThat(CookiebotCategories.given(register, List.of("necessary", "marketing"))).containsExactly("stars");
        assertThat(CookiebotCategories.refused(register, List.of("stars"))).containsExactly("taste", "crumbs");
        assertThat(CookiebotCategories.given(register, List.of("necessary", "statistics"))).isEmpty();
    }
}
