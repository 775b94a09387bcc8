package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class CanonicalJsonTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static String canonical(String json) {
        return CanonicalJson.write(MAPPER.readTree(json));
    }

    @Test
    void membersAreSortedAndWhiteSpaceGoes() {
        assertThat(canonical("{ \"b\" : [ 1, true, null ], \"a\" : { \"é\": \"\", \"e\": -7 } }"))
                .isEqualTo("{\"a\":{\"e\":-7,\"é\":\"\"},\"b\":[1,true,null]}");
    }

    @Test
    void onlyWhatMustBeIsEscaped() {
        assertThat(canonical("\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\\\/\\u00e9\\ud83d\\ude00\""))
                .isEqualTo("\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\/é😀\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "0.1", "-0.0"})
    void fractionsAreRefused(String number) {
        assertThatThrownBy(() -> canonical(number)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("integers only");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\ud800', '\udc00'})
    void halfASurrogatePairIsRefused(char half) {
        assertThatThrownBy(() -> CanonicalJson.write(StringNode.valueOf("a" + half + "b"))).hasMessageContaining("half a surrogate pair");
    }

    @Test
    void largeIntegersKeepEveryDigit() {
        assertThat(canonical("123456789012345678901234567890")).isEqualTo("123456789012345678901234567890");
    }

    private record Pair(String second, List<Integer> first) {}

    static List<Object> values() {
        return List.of("plain", "q\" b\\ \u0000\u001f\b\f\n\r\t/é😀 \u007f\u2028", "", UUID.fromString("6F1C1F0E-3D55-4F6F-9F3E-1D2B7C1A9E10"),
                Instant.EPOCH, Instant.parse("2026-03-02T09:59:00.120Z"), Instant.parse("2026-03-02T09:59:00.123456Z"),
                Instant.parse("-0044-03-15T00:00:00.000000001Z"), Instant.parse("+12345-01-01T00:00:00Z"), 0, -7, Integer.MIN_VALUE, Long.MAX_VALUE,
                true, false, List.of(), List.of("a", 1L, List.of(false)), Arrays.asList("a", null), LocalDate.of(2026, 3, 30), TimeUnit.DAYS,
                Optional.of("x"), Optional.empty(), Map.of("b", 1, "a", List.of(new Pair("s", List.of(2)))), new Pair("s\n", List.of(1, 2)));
    }

    /** Bytes once written are committed to, so no road may give others. */
    @ParameterizedTest
    @MethodSource("values")
    void aValueWrittenStraightHasTheBytesOfItsTree(Object value) {
        StringBuilder straight = new StringBuilder();

        CanonicalJson.append(straight, value, MAPPER);

        assertThat(straight.toString()).isEqualTo(CanonicalJson.write(MAPPER.valueToTree(value)));
    }
}
