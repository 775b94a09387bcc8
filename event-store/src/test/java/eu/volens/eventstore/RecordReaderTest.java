package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** What rests, read back: also what an older or a newer version wrote, and what somebody damaged. */
class RecordReaderTest {

    private static final String PERSON = "00000000-0000-4000-8000-000000000001";
    private static final EventShape TOLD = EventShape.of("tale.told/1", Told.class);

    record Told(@Nullable Instant at, @Nullable PersonId by, @Nullable List<String> words, @Nullable Map<String, Integer> counts, int length,
            @Nullable Optional<String> moral, Personal<@Nullable String> name, Personal<@Nullable Instant> born) {}

    private static Told read(String open, @Nullable String personal) {
        return (Told) TOLD.join(open, personal);
    }

    @Test
    void everyComponentIsReadInWhateverOrderItRests() {
        Told sorted = read("{\"at\":\"2026-03-02T09:59:00Z\",\"by\":\"" + PERSON
                + "\",\"counts\":{\"a\":1},\"length\":7,\"moral\":\"\\u00e9\",\"words\":[\"x\"]}",
                "{\"born\":\"2000-01-01T00:00:00Z\",\"name\":\"Ada\"}");
        assertThat(sorted).isEqualTo(new Told(Instant.parse("2026-03-02T09:59:00Z"), new PersonId(UUID.fromString(PERSON)), List.of("x"),
                Map.of("a", 1), 7, Optional.of("é"), Personal.of("Ada"), Personal.of(Instant.parse("2000-01-01T00:00:00Z"))));
        assertThat(read("{ \"words\": [\"x\"], \"moral\": \"é\", \"length\": 7, \"counts\": {\"a\": 1}, \"by\": \"" + PERSON
                + "\", \"at\": \"2026-03-02T09:59:00Z\" } ", "{\"name\":\"Ada\",\"born\":\"2000-01-01T00:00:00Z\"}")).isEqualTo(sorted);
    }

    @Test
    void aMemberThatTheRecordDoesNotHaveIsPassedOver() {
        assertThat(read("{\"added\":{\"later\":[1,{\"length\":9}]},\"length\":7,\"name\":\"not here\",\"zebra\":null}",
                "{\"length\":8,\"name\":\"Ada\"}"))
                .isEqualTo(new Told(null, null, null, null, 7, null, Personal.of("Ada"), Personal.of(null)));
    }

    @Test
    void whatIsMissingIsNullAndANullIsWhatItsTypeMakesOfIt() {
        assertThat(read("{\"at\":null,\"counts\":null,\"length\":1,\"moral\":null,\"words\":null}", "{\"born\":null}"))
                .isEqualTo(new Told(null, null, null, null, 1, Optional.empty(), Personal.of(null), Personal.of(null)));
        assertThatThrownBy(() -> read("{\"length\":null}", null)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> read("{}", null)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void theLastOfEqualMembersCounts() {
        assertThat(read("{\"length\":1,\"length\":2}", null).length()).isEqualTo(2);
    }

    @Test
    void erasedIsNotTheSameAsEmpty() {
        Told erased = read("{\"length\":1}", null);
        assertThat(erased.name().isErased()).isTrue();
        assertThat(erased.born().isErased()).isTrue();
        assertThat(read("{\"length\":1}", "{}").name()).isEqualTo(Personal.of(null));
    }

    /** As java.time and Jackson write them, and as nobody does. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-02T09:59:00+00:00", "2026-03-02T09:59:00.000Z", "2026-03-02T10:59:00+01:00", " 2026-03-02T09:59:00Z "})
    void aTimeWrittenInAnotherWayIsStillATime(String written) {
        assertThat(read("{\"at\":\"" + written + "\",\"length\":1}", null).at()).isEqualTo(Instant.parse("2026-03-02T09:59:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"length\":1", "{\"length\":1}{", "{\"length\":1} x", "{\"length\":\"many\"}", "[]", "7", "null",
            "{\"length\":1,\"at\":\"yesterday\"}", "{\"length\":1,\"at\":\"2026-02-30T00:00:00Z\"}", "{\"length\":1,\"at\":\"2026-03-02T09:59:60Z\"}",
            "{\"length\":1,\"at\":{}}", "{\"length\":1,\"by\":\"nobody\"}", "{\"length\":1,\"by\":7}", "{\"length\":1,\"words\":\"x\"}",
            "{\"length\":1,\"words\":[\"x\"}", "{\"length\":1,\"counts\":{\"a\":\"b\"}}", "{\"length\":1,\"other\":[}"})
    void whatIsDamagedIsAnErrorAndNeverHalfARecord(String damaged) {
        assertThatThrownBy(() -> read(damaged, null)).isInstanceOf(RuntimeException.class);
    }

    record Picky(List<String> words) {
        Picky {
            words = List.copyOf(words);
        }
    }

    @Test
    void whatTheRecordItselfRefusesSaysWhichEventItWas() {
        EventShape picky = EventShape.of("tale.picky/1", Picky.class);
        assertThatThrownBy(() -> picky.join("{}", null)).isInstanceOf(IllegalStateException.class).hasMessageContaining("tale.picky/1")
                .hasRootCauseInstanceOf(NullPointerException.class);
    }
}
