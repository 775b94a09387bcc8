package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.database.KillableServer;
import eu.volens.benchmarks.system.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Any number of runs, in a folder of their own. Ends at the first run that finds something, with everything left as it is. */
final class CrashRuns {

    /** A new log after so many runs: each comparison reads all of it. */
    private static final int RUNS_PER_ERA = 40;

    /** No run has this number. */
    private static final int REHEARSAL = -1;

    private final Path folder;
    private final Consumer<Progress> progress;
    private final Surroundings surroundings;

    /** @param run of {@code runs} is over, and so many were before it */
    record Progress(int run, int runs, Tally tally) {}

    /** @param wrong what the last run found; empty when every run was right */
    record Outcome(Tally tally, List<Finding> wrong, long seedOfLastRun) {}

    CrashRuns(Path folder, Consumer<Progress> progress, Surroundings surroundings) {
        this.folder = folder;
        this.progress = progress;
        this.surroundings = surroundings;
    }

    /** Run number i, from 0, does what {@code seed + i} says. */
    Outcome run(int runs, long seed) throws IOException, InterruptedException, SQLException {
        Tally tally = new Tally();
        try (KillableServer server = KillableServer.start(folder.resolve("server"))) {
            for (int from = 0; from < runs; from += RUNS_PER_ERA) {
                int to = Math.min(runs, from + RUNS_PER_ERA);
                Outcome outcome = era(server, tally, runs, from, to, seed);
                if (!outcome.wrong().isEmpty()) {
                    return outcome;
                }
            }
        }
        return new Outcome(tally, List.of(), seed + runs - 1);
    }

    private Outcome era(KillableServer server, Tally tally, int runs, int from, int to, long seed)
            throws IOException, InterruptedException, SQLException {
        String database = "era" + from;
        int last = from;
        Era era = Era.begin(server, database, folder.resolve(database), surroundings, tally);
        List<Finding> wrong = new ArrayList<>(from == 0 ? era.rehearse(REHEARSAL) : List.of());
        for (int run = from; run < to && wrong.isEmpty(); run++) {
            wrong.addAll(era.run(CrashPlan.of(seed + run), run));
            last = run;
            progress.accept(new Progress(run, runs, tally));
        }
        if (wrong.isEmpty()) {
            wrong.addAll(era.end(to));
        }
        return new Outcome(tally, wrong, seed + last);
    }
}
