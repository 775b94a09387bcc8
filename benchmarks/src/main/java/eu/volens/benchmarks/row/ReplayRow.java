package eu.volens.benchmarks.row;

import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.engine.EngineProcess;
import eu.volens.benchmarks.engine.LogFilling;
import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.WrongAnswerException;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * The whole log read through the engine into nothing, each payload made an object again; beside the fastest way to get the same rows out of
 * PostgreSQL, and beside Axon's engine as it comes, which reads a hundred events at a time.
 */
final class ReplayRow {

    private static final Duration A_FEW_EVENTS = Duration.ofMillis(500);

    private final Run run;

    ReplayRow(Run run) {
        this.run = run;
    }

    void measure() throws IOException, SQLException {
        int wanted = run.pace().replayed();
        run.say("making logs of %,d events", wanted);
        try (EngineProcess ours = EngineProcess.ours("replay-ours", run.server().create("replay_ours"), run.folder());
                EngineProcess axons = EngineProcess.axons("replay-axon", run.server().create("replay_axon"), run.folder());
                Connection log = run.server().connect("replay_ours");
                Connection axonsLog = run.server().connect("replay_axon")) {
            ours.first(A_FEW_EVENTS);
            axons.first(A_FEW_EVENTS);
            LogFilling.ours(log, wanted);
            LogFilling.axons(axonsLog, wanted);
            long events = BenchDatabase.number(log, "SELECT position FROM log_head");
            long axonsEvents = BenchDatabase.number(axonsLog, "SELECT count(*) FROM domainevententry");
            run.say("warming up");
            run.server().settle();
            copy(log, events);
            ours.replay(events);
            axons.replay(axonsEvents);
            for (int round = 1; round <= run.pace().rounds(); round++) {
                run.say("replay, round %d of %d", round, run.pace().rounds());
                double rate = ours.replay(events);
                run.add(Goal.REPLAY, rate, copy(log, events));
                run.add(Goal.REPLAY_AXON, rate, axons.replay(axonsEvents));
            }
        } finally {
            run.server().drop("replay_ours");
            run.server().drop("replay_axon");
        }
    }

    /** Rows/s of a binary COPY, its bytes thrown away. */
    private static double copy(Connection log, long expected) throws IOException, SQLException {
        long began = System.nanoTime();
        long rows = log.unwrap(PGConnection.class).getCopyAPI()
                .copyOut("COPY event_log TO STDOUT (FORMAT binary)", OutputStream.nullOutputStream());
        double seconds = (System.nanoTime() - began) / 1e9;
        WrongAnswerException.demandEqual("rows copied", expected, rows);
        return rows / seconds;
    }
}
