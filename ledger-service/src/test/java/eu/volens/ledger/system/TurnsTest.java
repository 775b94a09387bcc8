package eu.volens.ledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final long LONG_MILLIS = 60_000;

    private final BlockingQueue<String> told = new ArrayBlockingQueue<>(100);

    /** Someone in work until let go. */
    private final class Guest implements Runnable {

        private final String name;
        private final CountDownLatch letGo = new CountDownLatch(1);

        Guest(String name) {
            this.name = name;
        }

        @Override
        public void run() {
            told.add(name + (Turns.isSentAway() ? " is sent away" : " is served"));
            if (!Turns.isSentAway()) {
                hold(letGo);
            }
        }
    }

    @Test
    void whoComesTooManyIsSentAwayAtOnceAndWhoWaitsIsServedInTheirOrder() throws InterruptedException {
        Turns turns = new Turns(2, 3, LONG_MILLIS);
        List<Guest> guests = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            guests.add(come(turns, name));
            assertThat(next()).isEqualTo(name + " is served");
        }
        for (int waiting = 0; waiting < 3; waiting++) {
            guests.add(come(turns, "waiting " + waiting));
            await(turns, waiting + 1);
        }
        come(turns, "too many");
        assertThat(next()).isEqualTo("too many is sent away");

        for (int waiting = 0; waiting < 3; waiting++) {
            guests.get(waiting).letGo.countDown();
            assertThat(next()).isEqualTo("waiting " + waiting + " is served");
        }
        guests.forEach(guest -> guest.letGo.countDown());
    }

    @Test
    void whoWaitsTooLongIsSentAway() throws InterruptedException {
        Turns turns = new Turns(1, 1, 1);
        Guest first = come(turns, "first");
        assertThat(next()).isEqualTo("first is served");
        come(turns, "second");
        assertThat(next()).isEqualTo("second is sent away");
        first.letGo.countDown();
    }

    @Test
    void whoeverStepsAsideLetsTheNextOneInAndThenWaitsAgain() throws InterruptedException {
        Turns turns = new Turns(1, 10, LONG_MILLIS);
        CountDownLatch bodyHasCome = new CountDownLatch(1);
        turns.execute(() -> {
            told.add("slow begins");
            told.add(stepAside(turns, bodyHasCome) + " and slow goes on");
        });
        assertThat(next()).isEqualTo("slow begins");
        Guest other = come(turns, "other");
        assertThat(next()).isEqualTo("other is served");

        bodyHasCome.countDown();
        await(turns, 1);
        assertThat(told).as("nobody goes on without a turn").isEmpty();
        other.letGo.countDown();
        assertThat(next()).isEqualTo("body and slow goes on");
    }

    @Test
    void whoeverIsSentAwayHasNoTurnToGiveUp() throws InterruptedException {
        Turns turns = new Turns(1, 0, LONG_MILLIS);
        Guest first = come(turns, "first");
        assertThat(next()).isEqualTo("first is served");
        turns.execute(() -> told.add(stepAside(turns, new CountDownLatch(0)) + " read by who is sent away"));
        assertThat(next()).isEqualTo("body read by who is sent away");
        come(turns, "third");
        assertThat(next()).isEqualTo("third is sent away");
        first.letGo.countDown();
    }

    private Guest come(Turns turns, String name) {
        Guest guest = new Guest(name);
        turns.execute(guest);
        return guest;
    }

    private String next() throws InterruptedException {
        String next = told.poll(60, TimeUnit.SECONDS);
        return next == null ? "nothing happened" : next;
    }

    private static void await(Turns turns, int waiting) throws InterruptedException {
        for (int looks = 0; looks < 6_000 && turns.waiting() != waiting; looks++) {
            Thread.sleep(10);
        }
        assertThat(turns.waiting()).isEqualTo(waiting);
    }

    private static String stepAside(Turns turns, CountDownLatch until) {
        try {
            return turns.steppingAside(() -> {
                hold(until);
                return "body";
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("held too long");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
