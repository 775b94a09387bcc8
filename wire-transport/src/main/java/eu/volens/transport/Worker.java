package eu.volens.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that repeats a round until it is stopped. A failing round is kept for health checks and tried again, later and later.
 * Never interrupts its thread: an interrupt would tear the database connection the round is using.
 */
abstract class Worker {

    /** Longest time without looking, so that a missed wake-up costs no more than this. */
    static final long POLL_MILLIS = 250;
    static final long RETRY_DELAY_FIRST_MILLIS = 100;
    /** Long enough not to hammer a broken database or a record that cannot be applied, short enough to notice it was mended. */
    static final long RETRY_DELAY_MAX_MILLIS = 5_000;
    /** A stop waits this long for the round under way; after it the round's own check of the position still guards it. */
    static final long STOP_WAIT_MILLIS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private volatile boolean stopping;
    private volatile @Nullable Exception failure;
    private long retryDelayMillis = RETRY_DELAY_FIRST_MILLIS;

    Worker(String name) {
        this.name = name;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Does what there is to do now. @return whether to go on at once, because there is probably more */
    abstract boolean round() throws Exception;

    /** Forgets what may no longer be true after a failed round. */
    abstract void forget();

    /** Frees what the thread holds; its last act. */
    void release() {}

    /** Gets a thread that waits elsewhere, such as in a poll, to look whether it should stop. Called by other threads. */
    void nudge() {}

    final void start() {
        thread.start();
    }

    final void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the thread to end after the round under way; {@link #join} waits for it. */
    final void stop() {
        stopping = true;
        wake();
        nudge();
    }

    /** Waits until the thread has ended. A handler may close its own subscription: then there is nothing to wait for. */
    final void join() {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(STOP_WAIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{}: still busy with its last round; leaving it behind", name);
        }
    }

    final boolean stopping() {
        return stopping;
    }

    @Nullable Exception failure() {
        return failure;
    }

    private void run() {
        try {
            while (!stopping) {
                attempt();
            }
        } finally {
            release();
        }
    }

    private void attempt() {
        try {
            boolean more = round();
            recovered();
            if (!more) {
                await(POLL_MILLIS, true);
            }
        } catch (Throwable thrown) {
            if (!stopping) {
                failed(thrown);
            }
        }
    }

    private void recovered() {
        if (failure != null) {
            LOG.info("{}: well again", name);
            failure = null;
        }
        retryDelayMillis = RETRY_DELAY_FIRST_MILLIS;
    }

    private void failed(Throwable thrown) {
        if (failure == null) {
            LOG.warn("{}: failed, will try again", name, thrown);
        } else {
            LOG.warn("{}: failed again, next try in {} ms: {}", name, retryDelayMillis, thrown.toString());
        }
        failure = asException(thrown);
        forget();
        // Growth of the log does not shorten this wait: it would not mend anything.
        await(retryDelayMillis, false);
        retryDelayMillis = Math.min(2 * retryDelayMillis, RETRY_DELAY_MAX_MILLIS);
    }

    static Exception asException(Throwable thrown) {
        return thrown instanceof Exception exception ? exception : new IllegalStateException(thrown.toString(), thrown);
    }

    private void await(long millis, boolean untilWoken) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !stopping && !(untilWoken && woken)) {
                left = changed.awaitNanos(left);
            }
            woken = false;
        } catch (InterruptedException interrupted) {
            LOG.warn("{}: interrupted, ending", name);
            stopping = true;
        } finally {
            lock.unlock();
        }
    }
}
