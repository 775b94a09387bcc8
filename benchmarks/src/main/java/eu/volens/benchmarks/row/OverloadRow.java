package eu.volens.benchmarks.row;

import eu.volens.benchmarks.ledger.MeasuredLedger;
import eu.volens.benchmarks.load.Load;
import eu.volens.benchmarks.measure.Goal;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Three times as many visitors come as can be served, whatever became of those before them. What is acknowledged meanwhile is stored, what
 * is refused is told when to come again, and the heap stays where it is bounded.
 */
final class OverloadRow {

    private static final int TIMES = 3;
    /** As many as may wait for their turn; fewer than Tomcat takes, 8,192, so that none waits unseen in the system's queue. */
    private static final int CONNECTIONS = 4_096;

    private final Run run;
    private final MeasuredLedger ledger;

    OverloadRow(Run run, MeasuredLedger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    void measure() throws IOException, SQLException, InterruptedException {
        long refused = 0;
        for (int round = 1; round <= run.pace().rounds(); round++) {
            run.say("overload, round %d of %d", round, run.pace().rounds());
            ledger.settle();
            Load peak = HttpRows.singles(ledger, HttpRows.CONNECTIONS).closed(run.pace().load());
            ledger.check(peak);
            ledger.settle();
            Load overload = HttpRows.singles(ledger, CONNECTIONS).paced(run.pace().load(), TIMES * peak.rate());
            ledger.check(overload);
            refused += overload.refused();
            run.add(Goal.OVERLOAD, overload.goodput(), peak.goodput());
        }
        run.note(Goal.OVERLOAD, CONNECTIONS + " connections, " + refused + " refused, server's heap " + ledger.heap());
    }
}
