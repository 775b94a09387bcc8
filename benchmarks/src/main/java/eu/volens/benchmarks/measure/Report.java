package eu.volens.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run tells: where it ran, each figure against its goal, and what went wrong.
 *
 * @param machine what was measured on, and with which settings, in order
 * @param wrong   by row, why its answers cannot be trusted
 */
public record Report(Map<String, String> machine, List<Figure> figures, Map<String, String> wrong) {

    private static final String LINE = "%-15s %9s %9s %8s %8s  %-26s %14s %14s  %s%n";

    public Report {
        machine = new LinkedHashMap<>(machine);
        figures = List.copyOf(figures);
        wrong = new LinkedHashMap<>(wrong);
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        machine.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-22s %s%n", name, value)));
        text.append(String.format(Locale.ROOT, "%n" + LINE, "row", "median", "worst", "target", "floor", "", "ours", "yardstick", "ours ÷ yardstick"));
        figures.forEach(figure -> text.append(line(figure)));
        wrong.forEach((row, why) -> text.append(String.format(Locale.ROOT, "%-15s WRONG: %s%n", row, why)));
        return text.toString();
    }

    private static String line(Figure figure) {
        Goal goal = figure.goal();
        String bound = goal.better() == Goal.Better.HIGHER ? "≥" : "≤";
        String what = figure.note().isEmpty() ? goal.what() : goal.what() + "; " + figure.note();
        return String.format(Locale.ROOT, LINE, goal.name(), figure(figure.median(), goal), figure(figure.worst(), goal),
                bound + plain(goal.target()), bound + plain(goal.floor()), figure.verdict(), number(figure.medianOfOurs()),
                goal.unit() == Goal.Unit.SECONDS ? "" : number(figure.medianOfYardstick()), what);
    }

    private static String figure(double value, Goal goal) {
        return String.format(Locale.ROOT, goal.unit() == Goal.Unit.SECONDS ? "%.3f s" : "%.3f", value);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3f", value);
    }

    /** For other programs: the same, with every round. */
    public String json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Figure figure : figures) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", figure.goal().name());
            row.put("what", figure.goal().what());
            row.put("unit", figure.goal().unit().name().toLowerCase(Locale.ROOT));
            row.put("better", figure.goal().better().name().toLowerCase(Locale.ROOT));
            row.put("median", figure.median());
            row.put("worst", figure.worst());
            row.put("target", figure.goal().target());
            row.put("floor", figure.goal().floor());
            row.put("targetMet", figure.verdict() == Goal.Verdict.TARGET);
            row.put("floorMet", figure.verdict() != Goal.Verdict.MISSED);
            row.put("rounds", figure.rounds().stream().map(it -> Map.of("ours", it.ours(), "yardstick", it.yardstick())).toList());
            row.put("note", figure.note());
            rows.add(row);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("figures", rows);
        all.put("wrong", wrong);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }
}
