package eu.volens.eventstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where units of work wait for the batch that carries them. Bounded by events and by bytes; who finds it full is sent away at once. */
final class WaitingRoom {

    /** What a row takes beside its texts and bytes. */
    private static final int EVENT_BYTES = 200;

    /** The events of one unit of work, stored all or none, and who waits to hear of it. */
    record Unit(List<PendingEvent> events, long bytes, CompletableFuture<Void> stored) {

        static Unit of(List<PendingEvent> events) {
            long bytes = 0;
            for (PendingEvent event : events) {
                bytes += EVENT_BYTES + event.open().length() + (event.sealed() == null ? 0 : event.sealed().length);
            }
            return new Unit(events, bytes, new CompletableFuture<>());
        }
    }

    enum Admission { ADMITTED, FULL, CLOSED }

    private final int eventsMax;
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somebodyWaits = lock.newCondition();
    private final Queue<Unit> units = new ArrayDeque<>();
    private int events;
    private long bytes;
    private boolean closed;

    WaitingRoom(int eventsMax, long bytesMax) {
        this.eventsMax = eventsMax;
        this.bytesMax = bytesMax;
    }

    /** All or none of them. What is larger than the whole room is admitted when nobody else waits. */
    Admission enter(List<Unit> together) {
        int moreEvents = 0;
        long moreBytes = 0;
        for (Unit unit : together) {
            moreEvents += unit.events().size();
            moreBytes += unit.bytes();
        }
        lock.lock();
        try {
            if (closed) {
                return Admission.CLOSED;
            }
            if (!units.isEmpty() && (events + moreEvents > eventsMax || bytes + moreBytes > bytesMax)) {
                return Admission.FULL;
            }
            units.addAll(together);
            events += moreEvents;
            bytes += moreBytes;
            somebodyWaits.signal();
            return Admission.ADMITTED;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one unit, then takes what else is there, up to about this many events. Empty once closed and nobody waits any more. */
    List<Unit> take(int batchEventsMax) {
        List<Unit> batch = new ArrayList<>();
        lock.lock();
        try {
            while (units.isEmpty() && !closed) {
                somebodyWaits.awaitUninterruptibly();
            }
            for (int taken = 0; taken < batchEventsMax && !units.isEmpty(); ) {
                Unit unit = units.remove();
                batch.add(unit);
                taken += unit.events().size();
                events -= unit.events().size();
                bytes -= unit.bytes();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more; who waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            somebodyWaits.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int waitingEvents() {
        lock.lock();
        try {
            return events;
        } finally {
            lock.unlock();
        }
    }
}
