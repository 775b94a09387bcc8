package eu.volens.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsTheMiddleAndNotTheMean() {
        assertThat(Statistics.median(9, 1, 100)).isEqualTo(9);
        assertThat(Statistics.median(4, 1, 2, 100)).isEqualTo(3);
        assertThat(Statistics.median(7)).isEqualTo(7);
    }

    @Test
    void leastAndGreatestAreFoundWhereverTheyStand() {
        assertThat(Statistics.least(3, 1, 2)).isEqualTo(1);
        assertThat(Statistics.greatest(1, 3, 2)).isEqualTo(3);
    }

    @Test
    void aPercentileIsAValueThatWasSeen() {
        long[] hundred = LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray();
        assertThat(Statistics.percentile(0.99, hundred)).isEqualTo(99);
        assertThat(Statistics.percentile(0.5, hundred)).isEqualTo(50);
        assertThat(Statistics.percentile(1, hundred)).isEqualTo(100);
        assertThat(Statistics.percentile(0.99, 5)).isEqualTo(5);
    }

    @Test
    void whatIsGivenStaysAsItWas() {
        double[] values = {3, 1, 2};
        Statistics.median(values);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void nothingHasNoMedianAndNoPercentile() {
        assertThatIllegalArgumentException().isThrownBy(Statistics::median);
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.percentile(0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.percentile(0, 1));
    }
}
