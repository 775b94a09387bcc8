package eu.volens.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.benchmarks.crash.CrashPlan.Kind;
import eu.volens.benchmarks.system.Surroundings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Twenty real runs: processes are killed, and nothing that was promised is broken. */
class CrashIT {

    private static final int RUNS = 20;
    /** Chosen so that every kind of crash is among the runs. */
    private static final long SEED = 20_261_155;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void whatWasAcknowledgedSurvivesEveryKindOfCrash() throws Exception {
        CrashRuns.Outcome outcome = new CrashRuns(folder, progress -> {}, Surroundings.real()).run(RUNS, SEED);

        assertThat(outcome.wrong()).as("with seed " + outcome.seedOfLastRun()).isEmpty();
        assertThat(outcome.tally().runs()).isEqualTo(RUNS);
        assertThat(Kind.values()).allSatisfy(kind -> assertThat(outcome.tally().runs(kind)).as(kind.words).isPositive());
        assertThat(outcome.tally().acked()).as("commands acknowledged").isGreaterThan(RUNS);
    }
}
