package eu.volens.benchmarks.row;

import eu.volens.benchmarks.engine.EngineProcess;
import eu.volens.benchmarks.engine.LogFilling;
import eu.volens.benchmarks.measure.Goal;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** New aggregates on a log that is long and on one that is short: commands on our engine, without HTTP, so that nothing hides the database. */
final class FlatnessRow {

    private static final Duration A_FEW_EVENTS = Duration.ofMillis(500);

    private final Run run;

    FlatnessRow(Run run) {
        this.run = run;
    }

    void measure() throws IOException, SQLException {
        run.note(Goal.FLATNESS, String.format(Locale.ROOT, "%,d and %,d events", run.pace().longLog(), run.pace().shortLog()));
        try {
            prepare("flat_short", run.pace().shortLog());
            prepare("flat_long", run.pace().longLog());
            try (EngineProcess onShort = EngineProcess.ours("flat-short", run.server().url("flat_short"), run.folder());
                    EngineProcess onLong = EngineProcess.ours("flat-long", run.server().url("flat_long"), run.folder())) {
                Duration half = run.pace().warmUp().dividedBy(2);
                run.say("warming up");
                run.server().settle();
                onShort.first(half);
                onLong.first(half);
                for (int round = 1; round <= run.pace().rounds(); round++) {
                    run.say("flatness, round %d of %d", round, run.pace().rounds());
                    double atLong = onLong.first(run.pace().load());
                    run.add(Goal.FLATNESS, atLong, onShort.first(run.pace().load()));
                }
            }
        } finally {
            run.server().drop("flat_short");
            run.server().drop("flat_long");
        }
    }

    private void prepare(String name, int events) throws IOException, SQLException {
        run.say("making a log of %,d events", events);
        try (EngineProcess engine = EngineProcess.ours(name, run.server().create(name), run.folder())) {
            engine.first(A_FEW_EVENTS);
        }
        try (Connection connection = run.server().connect(name)) {
            LogFilling.ours(connection, events);
        }
    }
}
