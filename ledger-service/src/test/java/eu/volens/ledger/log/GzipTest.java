package eu.volens.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZip", "identity, gzip", "br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip ; q=0.001", "x-gzip", "gzip;q=1.000"})
    void whoNamesItGetsIt(String acceptEncoding) {
        assertThat(Gzip.isAccepted(List.of(acceptEncoding))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "gzip;q=0.0", "gzip; q=0.000", "gzipped", "gzip;level=9"})
    void whoDoesNotGetsTheBytesThemselves(String acceptEncoding) {
        assertThat(Gzip.isAccepted(List.of(acceptEncoding))).isFalse();
    }

    @Test
    void theHeaderMayBeMissingOrThereTwice() {
        assertThat(Gzip.isAccepted(List.of())).isFalse();
        assertThat(Gzip.isAccepted(List.of("br", "gzip"))).isTrue();
    }
}
