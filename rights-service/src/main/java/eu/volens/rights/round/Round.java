package eu.volens.rights.round;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that does what is due, over and over. What is due rests in tables, claimed there, so several instances may run the same
 * round; a wake-up only saves waiting, and a crash anywhere only means that somebody does it again. A round that throws is tried
 * again, later and later, and never ends the thread.
 */
public final class Round implements AutoCloseable {

    /** Longest time without looking: a missed wake-up costs no more. */
    static final long LOOK_MILLIS = 1_000;
    private static final long RETRY_DELAY_FIRST_MILLIS = 200;
    /** Long enough not to hammer a database that is down, short enough to notice soon that it is back. */
    private static final long RETRY_DELAY_MAX_MILLIS = 15_000;
    private static final long STOP_WAIT_MILLIS = 25_000;

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    /** Does one piece of what is due. */
    @FunctionalInterface
    public interface Piece {
        /** @return whether something was done, so that there may be more */
        boolean doOne() throws Exception;
    }

    private final String name;
    private final Piece piece;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;
    private boolean woken;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    public Round(String name, Piece piece) {
        this.name = name;
        this.piece = piece;
    }

    public void start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Says that something is probably due. Cheap; any thread. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why the last try failed, until one succeeds; for health checks. */
    public @Nullable Throwable failure() {
        return failure;
    }

    private void run() {
        long delay = RETRY_DELAY_FIRST_MILLIS;
        while (!stopping) {
            try {
                if (!piece.doOne()) {
                    await(LOOK_MILLIS, true);
                }
                delay = RETRY_DELAY_FIRST_MILLIS;
                failure = null;
            } catch (Throwable e) {
                // Errors as well: what one message or a full memory does must not end the work on all that follows, unseen.
                if (!stopping) {
                    report(e);
                    await(delay, false);
                    delay = Math.min(2 * delay, RETRY_DELAY_MAX_MILLIS);
                }
            }
        }
    }

    private void report(Throwable e) {
        LOG.warn("{}: failed{}, will try again: {}", name, failure == null ? "" : " again", Trouble.of(e));
        failure = e;
    }

    private void await(long millis, boolean untilWoken) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !stopping && !(untilWoken && woken)) {
                left = changed.awaitNanos(left);
            }
            woken = false;
        } catch (InterruptedException e) {
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the piece under way finish, then ends. Never interrupts: that would tear the connection the piece uses. */
    @Override
    public void close() {
        stopping = true;
        wake();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(STOP_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.isAlive()) {
            LOG.warn("{}: still busy; leaving it behind, what it claimed is done again later", name);
        }
    }
}
