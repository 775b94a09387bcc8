package eu.volens.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes readers: at once when this instance appended, and within {@value #POLL_MILLIS} milliseconds when another one did. Wake-ups that
 * come close together become one; a reader always reads up to the head.
 */
final class GrowthWatch implements AutoCloseable {

    static final long POLL_MILLIS = 250;
    private static final Logger LOG = LoggerFactory.getLogger(GrowthWatch.class);

    private final LongSupplier head;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private long known;
    private boolean closed;

    /** @param head asks the database */
    GrowthWatch(LongSupplier head) {
        this.head = head;
        this.thread = Thread.ofPlatform().name("event-log-watch").daemon().unstarted(this::run);
        thread.start();
    }

    void onGrowth(Runnable wake) {
        listeners.add(wake);
    }

    /** This instance appended. Any thread; returns at once. */
    void grownTo(long position) {
        lock.lock();
        try {
            known = Math.max(known, position);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long told = 0;
        for (long seen = await(told); seen >= 0; seen = await(told)) {
            long now = seen > told || listeners.isEmpty() ? seen : asked(told);
            if (now > told) {
                told = now;
                listeners.forEach(GrowthWatch::wake);
            }
        }
    }

    /** Waits until more is known than was told, but no longer than the time between polls; -1 when closed. */
    private long await(long told) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
            while (!closed && known <= told && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed ? -1 : known;
        } catch (InterruptedException stop) {
            return -1;
        } finally {
            lock.unlock();
        }
    }

    private long asked(long told) {
        try {
            return head.getAsLong();
        } catch (LogUnavailableException away) {
            LOG.debug("The head of the log cannot be read: {}", away.getMessage());
            return told;
        }
    }

    private static void wake(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.warn("A reader could not be woken", e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
