package eu.volens.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.projections.WireFixture;
import eu.volens.wire.Topics;
import eu.volens.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class ArrivalTest {

    @Test
    void aTypeOfLaterDaysArrivesWithoutAnEvent() {
        assertThat(Arrival.of(record("consent.linked/1", "{\"whatever\":[1,2]}")).event()).isEmpty();
    }

    @Test
    void aBrokenBodyOfAKnownTypeIsNeverSkipped() {
        assertThatThrownBy(() -> Arrival.of(record("consent.withdrawn/1", "{\"record\":"))).isInstanceOf(JacksonException.class);
    }

    private static WireRecord record(String type, String body) {
        return new WireRecord(Topics.LEDGER, "stream", 1, type, WireFixture.NOON, body.getBytes(StandardCharsets.UTF_8));
    }
}
