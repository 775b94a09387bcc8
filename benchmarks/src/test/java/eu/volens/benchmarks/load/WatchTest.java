package eu.volens.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.benchmarks.measure.WrongAnswerException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchTest {

    @Test
    void theFirstSightOfAPositionCountsWhateverCameBetween() {
        try (Watch watch = Watch.start(() -> 0, 1_000)) {
            watch.add(3, 100);
            watch.add(3, 200);
            watch.add(9, 300);
            assertThat(watch.after(40, 2)).isEqualTo(60);
            assertThat(watch.after(40, 3)).isEqualTo(60);
            assertThat(watch.after(40, 4)).isEqualTo(260);
            assertThat(watch.after(40, 9)).isEqualTo(260);
        }
    }

    @Test
    void whatWasThereBeforeItWasAcknowledgedTookNoTime() {
        try (Watch watch = Watch.start(() -> 0, 1_000)) {
            watch.add(5, 100);
            assertThat(watch.after(400, 5)).isZero();
        }
    }

    @Test
    void aPositionThatStepsBackIsWrong() {
        try (Watch watch = Watch.start(() -> 0, 1_000)) {
            watch.add(5, 100);
            assertThatThrownBy(() -> watch.add(4, 200)).isInstanceOf(WrongAnswerException.class).hasMessageContaining("stepped back");
        }
    }

    @Test
    void itIsAwaited() throws InterruptedException {
        AtomicLong position = new AtomicLong();
        try (Watch watch = Watch.start(position::incrementAndGet, 1)) {
            watch.await(3, 60);
            assertThat(position.get()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aLookThatFailsIsTold() {
        try (Watch watch = Watch.start(() -> {
            throw new IllegalStateException("gone");
        }, 1)) {
            assertThatThrownBy(() -> watch.await(1, 60)).isInstanceOf(WrongAnswerException.class).hasMessageContaining("gone");
        }
    }
}
