package eu.volens.benchmarks.row;

import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.measure.Figure;
import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.Round;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the rows of one run share: where, how long, who is told, and the rounds measured so far. */
public final class Run {

    private final BenchDatabase server;
    private final Path folder;
    private final Pace pace;
    private final PrintWriter progress;
    private final Map<Goal, List<Round>> rounds = new LinkedHashMap<>();
    private final Map<Goal, String> notes = new LinkedHashMap<>();

    /** @param folder for whatever is written; removed at the end by whoever made it */
    public Run(BenchDatabase server, Path folder, Pace pace, PrintWriter progress) {
        this.server = server;
        this.folder = folder;
        this.pace = pace;
        this.progress = progress;
    }

    BenchDatabase server() {
        return server;
    }

    Path folder() {
        return folder;
    }

    Pace pace() {
        return pace;
    }

    void say(String words, Object... values) {
        progress.printf(Locale.ROOT, words + "%n", values);
        progress.flush();
    }

    void add(Goal goal, double ours, double yardstick) {
        Round round = new Round(ours, yardstick);
        rounds.computeIfAbsent(goal, it -> new ArrayList<>()).add(round);
        say("  %-15s %.3f", goal.name(), round.figure());
    }

    void note(Goal goal, String words) {
        notes.put(goal, words);
    }

    /** What was measured, in the order of the goals. */
    List<Figure> figures() {
        return Goal.ALL.stream().filter(rounds::containsKey)
                .map(goal -> new Figure(goal, rounds.get(goal), notes.getOrDefault(goal, ""))).toList();
    }

    /** What was measured by a row that went wrong later says nothing. */
    void forget(String row) {
        rounds.keySet().removeIf(goal -> goal.row().equals(row));
    }
}
