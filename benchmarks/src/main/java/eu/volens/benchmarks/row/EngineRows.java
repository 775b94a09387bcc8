package eu.volens.benchmarks.row;

import eu.volens.benchmarks.engine.EngineProcess;
import eu.volens.benchmarks.measure.Goal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Axon's command gateway over our engine and over Axon's own: the same commands, the same serializer, the same server, no HTTP. */
final class EngineRows {

    private final Run run;

    EngineRows(Run run) {
        this.run = run;
    }

    void measure() throws IOException, SQLException {
        run.say("starting both engines");
        try (EngineProcess ours = EngineProcess.ours("engine-ours", run.server().create("engine_ours"), run.folder());
                EngineProcess axons = EngineProcess.axons("engine-axon", run.server().create("engine_axon"), run.folder())) {
            Duration half = run.pace().warmUp().dividedBy(2);
            run.say("warming up for %d s each", run.pace().warmUp().toSeconds());
            run.server().settle();
            ours.first(half);
            ours.second(half);
            axons.first(half);
            axons.second(half);
            for (int round = 1; round <= run.pace().rounds(); round++) {
                run.say("engines, round %d of %d", round, run.pace().rounds());
                run.add(Goal.ENGINE, ours.first(run.pace().load()), axons.first(run.pace().load()));
                run.add(Goal.ENGINE_SECOND, ours.second(run.pace().load()), axons.second(run.pace().load()));
            }
        } finally {
            run.server().drop("engine_ours");
            run.server().drop("engine_axon");
        }
    }
}
