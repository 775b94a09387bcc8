package eu.volens.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedContentTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\":\"é\"}", "café 🥐"})
    void whatIsPackedIsUnpacked(String content) {
        assertThat(PackedContent.unpack(PackedContent.pack(content))).isEqualTo(content);
    }

    @Test
    void whatUnpacksToMoreThanAPolicyIsRefused() {
        var most = "x".repeat(PackedContent.CONTENT_BYTES_MAX);

        assertThat(PackedContent.unpack(PackedContent.pack(most))).isEqualTo(most);
        assertThatThrownBy(() -> PackedContent.unpack(PackedContent.pack(most + "x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAAA", "H4sIAAAAAAAA"})
    void whatWasNotPackedHereIsRefused(String packed) {
        assertThatThrownBy(() -> PackedContent.unpack(packed)).isInstanceOf(IllegalArgumentException.class);
    }
}
