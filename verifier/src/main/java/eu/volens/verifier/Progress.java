package eu.volens.verifier;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says now and then how far a long check is. Short ones stay silent. */
final class Progress {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PrintWriter out;
    private final long total;
    private long spoken = System.nanoTime();

    Progress(PrintWriter out, long total) {
        this.out = out;
        this.total = total;
    }

    void at(long done) {
        if (System.nanoTime() - spoken > INTERVAL_NANOS) {
            spoken = System.nanoTime();
            out.printf(Locale.ROOT, "%,d of %,d entries (%d %%)%n", done, total, (long) (100.0 * done / total));
            out.flush();
        }
    }
}
