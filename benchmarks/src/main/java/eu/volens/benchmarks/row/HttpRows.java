package eu.volens.benchmarks.row;

import eu.volens.benchmarks.database.NakedInserts;
import eu.volens.benchmarks.ledger.MeasuredLedger;
import eu.volens.benchmarks.load.Decisions;
import eu.volens.benchmarks.load.Load;
import eu.volens.benchmarks.load.LoadGenerator;
import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.Statistics;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The full path, HTTP to disk, one visitor at a time, a hundred together, and alone on an idle machine. In each round all of them and their
 * yardsticks are measured one right after the other.
 */
final class HttpRows {

    /** Enough that a batch always waits for the writer, few enough that nobody waits long. */
    static final int CONNECTIONS = 64;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int BATCH_DECISIONS = 100;
    private static final int INSERT_CONNECTIONS = 32;

    private final Run run;
    private final MeasuredLedger ledger;
    private final NakedInserts naked;

    HttpRows(Run run, MeasuredLedger ledger, NakedInserts naked) {
        this.run = run;
        this.ledger = ledger;
        this.naked = naked;
    }

    /** Before the first round: the shapes of load that follow, unmeasured. */
    static void warmUp(Run run, MeasuredLedger ledger) throws IOException, SQLException {
        run.say("warming up for %d s or more", run.pace().warmUp().toSeconds());
        run.server().settle();
        long began = System.nanoTime();
        Duration part = run.pace().warmUp().dividedBy(4);
        long decisions = 0;
        do {
            Load singles = singles(ledger, CONNECTIONS).closed(part);
            ledger.check(singles);
            ledger.check(batches(ledger).closed(part));
            decisions += singles.decisions();
        } while (!run.pace().isWarm(Duration.ofNanos(System.nanoTime() - began), decisions));
    }

    void measure() throws IOException, SQLException, InterruptedException {
        for (int round = 1; round <= run.pace().rounds(); round++) {
            run.say("HTTP, round %d of %d", round, run.pace().rounds());
            double ceiling = ceiling();
            double singles = rate(singles(ledger, CONNECTIONS));
            double inserts = inserts();
            double batches = rate(batches(ledger));
            run.add(Goal.HTTP_WRITES, singles, ceiling);
            run.add(Goal.HTTP_BATCH, batches, ceiling);
            run.add(Goal.HTTP_VS_INSERT, singles, inserts);
            run.add(Goal.IDLE_LATENCY, median(alone()), median(naked.latencies(run.pace().latency())));
        }
        run.note(Goal.HTTP_WRITES, CONNECTIONS + " connections");
        run.note(Goal.HTTP_BATCH, BATCH_CONNECTIONS + " connections");
        run.note(Goal.IDLE_LATENCY, "milliseconds");
    }

    private double ceiling() throws IOException, SQLException, InterruptedException {
        ledger.settle();
        return naked.batched(run.pace().yardstick());
    }

    private double inserts() throws IOException, SQLException, InterruptedException {
        ledger.settle();
        return naked.single(INSERT_CONNECTIONS, run.pace().yardstick());
    }

    private double rate(LoadGenerator generator) throws IOException, SQLException, InterruptedException {
        ledger.settle();
        Load load = generator.closed(run.pace().load());
        ledger.check(load);
        return load.rate();
    }

    private long[] alone() throws IOException, SQLException, InterruptedException {
        ledger.settle();
        Load load = singles(ledger, 1).closed(run.pace().latency());
        ledger.check(load);
        return load.latencyNanos();
    }

    private static double median(long[] nanos) {
        return Statistics.percentile(0.5, nanos) / 1e6;
    }

    static LoadGenerator singles(MeasuredLedger ledger, int connections) {
        Decisions decisions = ledger.decisions();
        return new LoadGenerator(ledger.address(), connections, decisions::one);
    }

    private static LoadGenerator batches(MeasuredLedger ledger) {
        Decisions decisions = ledger.decisions();
        return new LoadGenerator(ledger.address(), BATCH_CONNECTIONS, () -> decisions.many(BATCH_DECISIONS));
    }
}
