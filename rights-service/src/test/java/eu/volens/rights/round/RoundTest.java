package eu.volens.rights.round;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.Eventually;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void anErrorIsToldAndTriedAgainLikeAnythingElse() {
        AtomicBoolean well = new AtomicBoolean();
        AtomicInteger tries = new AtomicInteger();
        try (Round round = new Round("test", () -> {
            tries.incrementAndGet();
            if (!well.get()) {
                throw new StackOverflowError();
            }
            return false;
        })) {
            round.start();
            Eventually.is("it is tried again", () -> tries.get() > 1);
            assertThat(round.failure()).isInstanceOf(StackOverflowError.class);

            well.set(true);
            Eventually.is("all is well again", () -> round.failure() == null);
        }
    }
}
