package eu.volens.rights.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.consentrecord.ConsentRecordIds.Read;
import eu.volens.rights.consentrecord.ConsentRecordIds.TooMany;
import eu.volens.rights.consentrecord.ConsentRecordIds.Unreadable;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentRecordIdsTest {
    private static final String ONE = "3f0c9a52-7d1e-4b6a-9c58-2e4f10d7ab63";
    private static final String SHOUTED = "3F0C9A52-7D1E-4B6A-9C58-2E4F10D7AB63";
    private static final String OTHER = "0b6e4c1d-1111-4222-8333-444455556666";

    @ParameterizedTest
    @ValueSource(strings = {ONE + "\r\n" + OTHER, ONE + ", " + OTHER, ONE + ";" + OTHER, "  " + ONE + "\t" + OTHER + " \n\n",
            ONE + " " + SHOUTED + " " + OTHER})
    void numbersAreReadHoweverTheyAreSeparated(String typed) {
        assertThat(ConsentRecordIds.of(typed, 50)).isEqualTo(new Read(Set.of(UUID.fromString(ONE), UUID.fromString(OTHER))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n"})
    void nothingTypedIsNoNumber(String typed) {
        assertThat(ConsentRecordIds.of(typed, 50)).isEqualTo(new Read(Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "3f0c9a52", "<script>", "3f0c9a52-7d1e-4b6a-9c58-2e4f10d7ab6g"})
    void whatIsNoNumberIsNamed(String typed) {
        assertThat(ConsentRecordIds.of(ONE + " " + typed, 50)).isEqualTo(new Unreadable(typed));
    }

    @Test
    void aLongUnreadablePartIsCut() {
        assertThat(ConsentRecordIds.of("x".repeat(500), 50)).isEqualTo(new Unreadable("x".repeat(40) + "…"));
    }

    @Test
    void moreThanTheLimitIsRefused() {
        var typed = IntStream.range(0, 51).mapToObj("3f0c9a52-7d1e-4b6a-9c58-%012d"::formatted).collect(Collectors.joining("\n"));

        assertThat(ConsentRecordIds.of(typed, 50)).isInstanceOf(TooMany.class);
        assertThat(ConsentRecordIds.of(typed, 51)).isInstanceOf(Read.class);
        assertThat(ConsentRecordIds.of(" ".repeat(100_000), 50)).isInstanceOf(TooMany.class);
    }
}
