package eu.volens.projections;

import eu.volens.transport.WireFeed;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireRecord;
import java.util.ArrayList;
import java.util.List;

/** A log made for the test; it can be held, so that a reader sees nothing of it for a while. */
final class TestFeed implements WireFeed {

    private final List<WireRecord> records = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private long visibleUpTo = Long.MAX_VALUE;

    synchronized WireRecord append(WireEvent event) {
        return append(WireFixture.record(event, records.size() + 1));
    }

    /** For records that no version of ours would write. The position must be the next one. */
    synchronized WireRecord append(WireRecord record) {
        if (record.position() != next()) {
            throw new IllegalArgumentException("the next position is " + next());
        }
        records.add(record);
        listeners.forEach(Runnable::run);
        return record;
    }

    /** Mends a record that was broken. */
    synchronized void replace(WireRecord record) {
        records.set((int) record.position() - 1, record);
    }

    synchronized long next() {
        return records.size() + 1L;
    }

    synchronized long head() {
        return records.size();
    }

    /** Nothing after this position is told, until released. */
    synchronized void holdAfter(long position) {
        visibleUpTo = position;
    }

    synchronized void release() {
        visibleUpTo = Long.MAX_VALUE;
        listeners.forEach(Runnable::run);
    }

    @Override
    public synchronized Page read(long after, int max) {
        List<WireRecord> page = records.stream().filter(record -> record.position() > after && record.position() <= visibleUpTo)
                .limit(max).toList();
        return new Page(page, page.isEmpty() ? after : page.getLast().position());
    }

    @Override
    public synchronized void onGrowth(Runnable wake) {
        listeners.add(wake);
    }
}
