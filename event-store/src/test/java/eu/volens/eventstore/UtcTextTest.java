package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTextTest {

    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10000 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() + 1;

    /** The repetition is the seed. */
    @RepeatedTest(10)
    void whatAnInstantWritesIsReadAsThatInstant(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 1_000; i++) {
            int coarse = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
            Instant instant = Instant.ofEpochSecond(random.nextLong(YEAR_0, YEAR_10000), random.nextInt(1_000_000_000) / coarse * coarse);
            assertThat(UtcText.instant(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-02T09:59:00.1Z", "2026-03-02T09:59:00.12345Z", "2024-02-29T23:59:59.999999999Z"})
    void anyNumberOfDecimalsIsRead(String written) {
        assertThat(UtcText.instant(written)).isEqualTo(Instant.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2026-03-02", "2026-03-02T09:59Z", "2026-03-02T09:59:00", "2026-03-02T09:59:00+00:00", "2026-03-02T09:59:00.Z",
            "2026-03-02T09:59:00,1Z", "2026-03-02T09:59:00.1234567890Z", "2026-03-02T09:59:00.12a4Z", "2026-03-02t09:59:00Z", "2026-03-02T09:59:00z",
            "2026-02-29T09:59:00Z", "2026-13-02T09:59:00Z", "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z", "2026-03-02T09:59:60Z",
            "-026-03-02T09:59:00Z", "+2026-03-02T09:59:00Z", "٢٠٢٦-03-02T09:59:00Z", "2026/03/02T09:59:00Z", "2026-03-02T09:59:0aZ",
            "2026-03-02T-1:59:00Z"})
    void everythingElseIsLeftToWhoKnowsMoreForms(String written) {
        assertThat(UtcText.instant(written)).isNull();
    }
}
