package eu.volens.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.wire.WireEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

class WireJsonTest {

    private static final UUID ID = UUID.fromString("6f1c2f9e-5a57-4d5b-9d1e-0d2a4f3b7c11");
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00.123456Z");

    static Stream<WireEvent> oneOfEach() {
        return Stream.of(
                new WireEvent.ConsentDecided(ID, "itsme-id", "business", List.of("functional"), List.of("analytics", "marketing"), "9f86d081",
                        "fr", "second", "choose", AT, AT.plusSeconds(31_536_000)),
                new WireEvent.ConsentWithdrawn(ID, "itsme-id", "business", List.of("functional"), "9f86d081", AT, null),
                new WireEvent.ConsentExpired(ID, "itsme-id", List.of("analytics", "marketing"), AT),
                new WireEvent.PolicyPublished("itsme-id", "9f86d081", "material", AT),
                new WireEvent.RequestReceived(ID, "2026-000001", List.of("access"), "mail", "nl", AT, LocalDate.of(2026, 4, 2)),
                new WireEvent.RequestStepTaken(ID, "2026-000001", "identity-confirmed", "collecting", "person", AT, Map.of("method", "link")));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void shapesAreFrozen(WireEvent event) throws IOException {
        String type = WireJson.typeOf(event);
        assertThat(new String(WireJson.write(event), StandardCharsets.UTF_8)).isEqualTo(golden(type).strip());
        assertThat(WireJson.read(type, golden(type).getBytes(StandardCharsets.UTF_8))).contains(event);
    }

    @Test
    void whatALaterVersionTellsAsWellIsFrozenToo() throws IOException {
        var event = new WireEvent.ConsentWithdrawn(ID, "itsme-id", "business", List.of("functional"), "9f86d081", AT, AT.plusSeconds(31_536_000));
        assertThat(new String(WireJson.write(event), StandardCharsets.UTF_8)).isEqualTo(golden("consent.withdrawn/1-expiring").strip());
        assertThat(WireJson.read("consent.withdrawn/1", golden("consent.withdrawn/1-expiring").getBytes(StandardCharsets.UTF_8))).contains(event);
    }

    @Test
    void everyEventOfTheVocabularyIsHere() {
        assertThat(oneOfEach().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(WireEvent.class.getPermittedSubclasses()));
    }

    @Test
    void aTypeFromANewerWriterIsNotAnError() {
        assertThat(WireJson.read("consent.decided/2", "{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void membersFromANewerWriterAreIgnored() throws IOException {
        String newer = golden("consent.withdrawn/1").replaceFirst("\\{", "{\"addedLater\":[1,2],");
        assertThat(WireJson.read("consent.withdrawn/1", newer.getBytes(StandardCharsets.UTF_8))).isPresent();
    }

    @Test
    void aBodyThatIsNotWhatItsTypePromisesIsAnError() {
        assertThatThrownBy(() -> WireJson.read("consent.withdrawn/1", "[]".getBytes(StandardCharsets.UTF_8))).isInstanceOf(JacksonException.class);
    }

    private static String golden(String type) throws IOException {
        String file = "/golden/" + type.replace('/', '-') + ".json";
        try (InputStream in = WireJsonTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file %s", file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
