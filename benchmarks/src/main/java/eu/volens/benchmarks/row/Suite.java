package eu.volens.benchmarks.row;

import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.database.NakedInserts;
import eu.volens.benchmarks.ledger.MeasuredLedger;
import eu.volens.benchmarks.measure.Figure;
import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.WrongAnswerException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All rows, in an order that lets those of one process share it. */
public final class Suite {

    private final Run run;
    private final Set<String> wanted;
    private final Map<String, String> wrong = new LinkedHashMap<>();

    /** @param wanted rows to measure */
    public Suite(Run run, Set<String> wanted) {
        this.run = run;
        this.wanted = Set.copyOf(wanted);
    }

    /** Every row there is, in the order of the report. */
    public static Set<String> rows() {
        return Goal.ALL.stream().map(Goal::row).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private interface Part {
        void measure() throws IOException, SQLException, InterruptedException;
    }

    public void measure() throws IOException, SQLException, InterruptedException {
        part(this::onOneLedger, Goal.HTTP_WRITES, Goal.HTTP_BATCH, Goal.HTTP_VS_INSERT, Goal.IDLE_LATENCY, Goal.MERGE_DELAY, Goal.OVERLOAD, Goal.BYTES,
                Goal.BANNER_BYTES, Goal.INTERACTION);
        part(this::withProjections, Goal.LAG);
        part(() -> new EngineRows(run).measure(), Goal.ENGINE, Goal.ENGINE_SECOND);
        part(() -> new ReplayRow(run).measure(), Goal.REPLAY, Goal.REPLAY_AXON);
        part(() -> new VerifyRow(run).measure(), Goal.VERIFY);
        part(() -> new FlatnessRow(run).measure(), Goal.FLATNESS);
    }

    private void onOneLedger() throws IOException, SQLException, InterruptedException {
        run.say("starting the ledger");
        try (MeasuredLedger ledger = MeasuredLedger.start(run.server(), "ledger", run.folder(), false)) {
            HttpRows.warmUp(run, ledger);
            part(() -> new HttpRows(run, ledger, NakedInserts.create(run.server(), openPart(ledger))).measure(),
                    Goal.HTTP_WRITES, Goal.HTTP_BATCH, Goal.HTTP_VS_INSERT, Goal.IDLE_LATENCY);
            part(() -> new DelayRows(run, ledger).measureCheckpoints(), Goal.MERGE_DELAY);
            part(() -> new OverloadRow(run, ledger).measure(), Goal.OVERLOAD);
            part(() -> new BytesRow(run, ledger).measure(), Goal.BYTES);
            part(() -> new BannerRows(run, ledger).measureBytes(), Goal.BANNER_BYTES);
            part(() -> new BannerRows(run, ledger).measureInteraction(), Goal.INTERACTION);
        } finally {
            run.server().drop("ledger");
        }
    }

    private void withProjections() throws IOException, SQLException, InterruptedException {
        run.say("starting the ledger and the projections");
        try (MeasuredLedger ledger = MeasuredLedger.start(run.server(), "ledger_projected", run.folder(), true)) {
            HttpRows.warmUp(run, ledger);
            new DelayRows(run, ledger).measureReadModel();
        } finally {
            run.server().drop("ledger_projected");
        }
    }

    private static String openPart(MeasuredLedger ledger) throws SQLException {
        try (Connection connection = ledger.connect()) {
            return BenchDatabase.text(connection, "SELECT open FROM event_log ORDER BY position DESC LIMIT 1");
        }
    }

    /** Measures when one of its rows is wanted. A wrong answer spoils them, and the others go on. */
    private void part(Part part, Goal... goals) throws IOException, SQLException, InterruptedException {
        List<String> rows = List.of(goals).stream().map(Goal::row).distinct().toList();
        if (rows.stream().noneMatch(wanted::contains)) {
            return;
        }
        try {
            part.measure();
        } catch (WrongAnswerException e) {
            run.say("  WRONG: %s", e.getMessage());
            for (String row : rows) {
                run.forget(row);
                wrong.put(row, String.valueOf(e.getMessage()));
            }
        }
    }

    public List<Figure> figures() {
        return run.figures().stream().filter(figure -> wanted.contains(figure.goal().row())).toList();
    }

    /** By row, why its answers cannot be trusted. */
    public Map<String, String> wrong() {
        return wrong;
    }
}
