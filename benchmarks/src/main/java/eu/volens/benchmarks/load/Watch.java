package eu.volens.benchmarks.load;

import eu.volens.benchmarks.measure.WrongAnswerException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks again and again how far something has come, and remembers when it was first seen how far. */
public final class Watch implements AutoCloseable {

    /** How far something has come: a position that never steps back. */
    public interface Progress {
        long now() throws Exception;
    }

    private record Sight(long nanos, long position) {}

    private final List<Sight> sights = new ArrayList<>();
    private final Progress progress;
    private final long pauseMillis;
    private final Thread thread;
    private volatile boolean ending;
    private @Nullable Exception failure;

    private Watch(Progress progress, long pauseMillis) {
        this.progress = progress;
        this.pauseMillis = pauseMillis;
        this.thread = Thread.ofPlatform().name("watch").unstarted(this::look);
    }

    /** @param pauseMillis between two looks; what it sees is at most so much too late */
    public static Watch start(Progress progress, long pauseMillis) {
        Watch watch = new Watch(progress, pauseMillis);
        watch.thread.start();
        return watch;
    }

    private void look() {
        try {
            while (!ending) {
                long position = progress.now();
                add(position, System.nanoTime());
                Thread.sleep(pauseMillis);
            }
        } catch (Exception e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    synchronized void add(long position, long nanos) {
        if (!sights.isEmpty() && position < sights.getLast().position()) {
            throw new WrongAnswerException("it was at " + sights.getLast().position() + " and stepped back to " + position);
        }
        if (sights.isEmpty() || position > sights.getLast().position()) {
            sights.add(new Sight(nanos, position));
            notifyAll();
        }
    }

    /** Waits until it has come so far. */
    public synchronized void await(long position, long secondsMax) throws InterruptedException {
        long patience = System.nanoTime() + secondsMax * 1_000_000_000L;
        while (sights.isEmpty() || sights.getLast().position() < position) {
            long left = (patience - System.nanoTime()) / 1_000_000;
            if (failure != null) {
                throw new WrongAnswerException("it could not be looked at: " + failure);
            }
            if (left <= 0) {
                throw new WrongAnswerException("it did not come to " + position + " within " + secondsMax + " s");
            }
            wait(left);
        }
    }

    /** How long after this moment it was seen to have come so far, nanoseconds; 0 when it was there before. Must have come so far. */
    public synchronized long after(long nanos, long position) {
        int low = 0;
        int high = sights.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sights.get(middle).position() >= position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Math.max(0, sights.get(low).nanos() - nanos);
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
