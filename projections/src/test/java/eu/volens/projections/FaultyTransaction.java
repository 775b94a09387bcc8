package eu.volens.projections;

import eu.volens.transport.ReaderTransaction;
import java.util.concurrent.atomic.AtomicInteger;

/** Fails before or after its commit when asked: a write that failed, and a write that happened and only looks failed. */
final class FaultyTransaction implements ReaderTransaction {

    private final ReaderTransaction real;
    final AtomicInteger failBeforeCommit = new AtomicInteger();
    final AtomicInteger failAfterCommit = new AtomicInteger();

    FaultyTransaction(ReaderTransaction real) {
        this.real = real;
    }

    @Override
    public void inTransaction(Work work) throws Exception {
        real.inTransaction(connection -> {
            work.on(connection);
            throwWhenAsked(failBeforeCommit);
        });
        throwWhenAsked(failAfterCommit);
    }

    private static void throwWhenAsked(AtomicInteger times) {
        if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the line to the database broke");
        }
    }
}
