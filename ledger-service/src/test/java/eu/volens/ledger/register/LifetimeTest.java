package eu.volens.ledger.register;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.register.Lifetime.Amount;
import eu.volens.ledger.register.Lifetime.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {

    @Test
    void aDurationKeepsItsUnits() {
        assertThat(Lifetime.parse("P1Y6M")).contains(new Lifetime.Lasting("P1Y6M", List.of(new Amount(1, Unit.YEARS), new Amount(6, Unit.MONTHS))));
        assertThat(Lifetime.parse("P365D")).contains(new Lifetime.Lasting("P365D", List.of(new Amount(365, Unit.DAYS))));
        assertThat(Lifetime.parse("PT1M")).contains(new Lifetime.Lasting("PT1M", List.of(new Amount(1, Unit.MINUTES))));
        assertThat(Lifetime.parse("P2W")).contains(new Lifetime.Lasting("P2W", List.of(new Amount(2, Unit.WEEKS))));
    }

    @Test
    void sessionAndUnlimitedAreWords() {
        assertThat(Lifetime.parse("session")).contains(new Lifetime.Session());
        assertThat(Lifetime.parse("unlimited")).contains(new Lifetime.Unlimited());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "P1", "P1DT", "365", "1 year", "P-1D", "P0D", "Session", "never", "P1H", "PT1D", "P99999D", " P1D"})
    void whatIsNoneOfThemIsNotGuessedAt(String code) {
        assertThat(Lifetime.parse(code)).isEmpty();
    }
}
