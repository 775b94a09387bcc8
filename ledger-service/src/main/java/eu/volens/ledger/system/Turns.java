package eu.volens.ledger.system;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Who is served, and who waits. Requests come as tasks of the server's, before a byte of them is read. So many are in work at once: more would
 * share no commit better, and fill the heap. The others wait in the order they came, and take no more than their connection does. Who finds
 * no place to wait, or has waited too long, is run at once and knows it ({@link #isSentAway}).
 */
final class Turns implements Executor {

    private static final ScopedValue<Boolean> HAS_TURN = ScopedValue.newInstance();

    private final ThreadFactory threads = Thread.ofVirtual().name("request-", 1).factory();
    private final Semaphore turns;
    private final Semaphore places;
    private final long waitingMillisMax;

    Turns(int atOnceMax, int waitingMax, long waitingMillisMax) {
        this.turns = new Semaphore(atOnceMax, true);
        this.places = new Semaphore(waitingMax);
        this.waitingMillisMax = waitingMillisMax;
    }

    @Override
    public void execute(Runnable task) {
        threads.newThread(() -> run(task)).start();
    }

    private void run(Runnable task) {
        if (!comesToItsTurn()) {
            ScopedValue.where(HAS_TURN, false).run(task);
            return;
        }
        try {
            ScopedValue.where(HAS_TURN, true).run(task);
        } finally {
            turns.release();
        }
    }

    private boolean comesToItsTurn() {
        try {
            // Zero and not nothing: a try without a time would pass everybody who waits.
            return turns.tryAcquire(0, TimeUnit.MILLISECONDS) || waits();
        } catch (InterruptedException nobodyInterruptsTheseThreads) {
            throw new IllegalStateException(nobodyInterruptsTheseThreads);
        }
    }

    private boolean waits() throws InterruptedException {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            return turns.tryAcquire(waitingMillisMax, TimeUnit.MILLISECONDS);
        } finally {
            places.release();
        }
    }

    /** Whether the request of this thread is only to be told to come again. */
    static boolean isSentAway() {
        return !HAS_TURN.orElse(true);
    }

    /** How many wait just now; about so many, while they come and go. */
    int waiting() {
        return turns.getQueueLength();
    }

    /** Something that the network keeps waiting. */
    interface Awaited<T> {
        T await() throws IOException;
    }

    /** Somebody else has this thread's turn meanwhile; then it waits for one again. */
    <T> T steppingAside(Awaited<T> awaited) throws IOException {
        if (!HAS_TURN.orElse(false)) {
            return awaited.await();
        }
        turns.release();
        try {
            return awaited.await();
        } finally {
            turns.acquireUninterruptibly();
        }
    }
}
