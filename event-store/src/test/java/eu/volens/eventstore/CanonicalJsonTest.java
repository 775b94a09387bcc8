package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
