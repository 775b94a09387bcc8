package eu.volens.ledger.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestFormTest {

    private static final UUID RECORD = UUID.fromString("00000000-0000-4000-8000-000000000001");

    @Test
    void itTakesTheRecordAndTheLanguageAlong() {
        assertThat(new RequestForm("https://requests.example.eu").of(RECORD, "nl"))
                .contains("https://requests.example.eu/request?record=00000000-0000-4000-8000-000000000001&lang=nl");
    }

    @Test
    void whereItIsNotToldThereIsNone() {
        assertThat(new RequestForm("").of(RECORD, "nl")).isEmpty();
    }
}
