package eu.volens.benchmarks.crash;

import java.util.concurrent.TimeUnit;

/** Waiting for a condition, with a bound. */
final class Patience {

    private static final long LOOK_MILLIS = 3;

    private Patience() {}

    interface Condition<E extends Exception> {
        boolean holds() throws E;
    }

    /** @return whether it came to hold */
    static <E extends Exception> boolean until(long millisMax, Condition<E> condition) throws E, InterruptedException {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(millisMax)) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
