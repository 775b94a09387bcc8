package eu.volens.benchmarks.measure;

import static eu.volens.benchmarks.measure.Goal.Better.HIGHER;
import static eu.volens.benchmarks.measure.Goal.Better.LOWER;

import java.util.List;

/**
 * What a figure should be.
 *
 * @param row    of the row that measures it; {@code --only} knows it by this
 * @param name   of the figure, printed
 * @param what   is divided by what
 * @param target aimed at
 * @param floor  below it something is broken
 */
public record Goal(String row, String name, String what, double target, double floor, Better better, Unit unit) {

    public static final Goal HTTP_WRITES = ratio("http-writes", "single-consent POSTs/s ÷ unnest rows/s", 0.10, 0.06, HIGHER);
    public static final Goal HTTP_BATCH = ratio("http-batch", "consents/s, 100 per POST ÷ unnest rows/s", 0.5, 0.25, HIGHER);
    public static final Goal HTTP_VS_INSERT = ratio("http-vs-insert", "single-consent POSTs/s ÷ one-row INSERTs/s, 32 connections", 1.2, 0.8, HIGHER);
    public static final Goal IDLE_LATENCY = ratio("idle-latency", "p50 of one client's POST ÷ p50 of one INSERT", 4, 6, LOWER);
    public static final Goal ENGINE = ratio("engine", "commands/s on new aggregates ÷ Axon's JDBC engine", 8, 4, HIGHER);
    public static final Goal ENGINE_SECOND = ratio("engine-second", "commands/s on existing aggregates ÷ Axon's JDBC engine", 8, 4, HIGHER);
    public static final Goal REPLAY = ratio("replay", "events/s replayed ÷ COPY TO of the same rows", 0.25, 0.15, HIGHER);
    public static final Goal REPLAY_AXON = new Goal("replay", "replay-axon", "events/s replayed ÷ Axon's JDBC engine", 3, 1.5, HIGHER, Unit.RATIO);
    public static final Goal VERIFY = ratio("verify", "verifier MB/s ÷ openssl dgst -sha256", 0.65, 0.4, HIGHER);
    public static final Goal MERGE_DELAY = seconds("merge-delay", "p99 from acknowledgement to a signed checkpoint over it, half load", 1, 2);
    public static final Goal LAG = seconds("lag", "p99 from acknowledgement to the read model, half load", 0.15, 0.5);
    public static final Goal FLATNESS = ratio("flatness", "writes/s on a long log ÷ on a short one", 0.9, 0.7, HIGHER);
    public static final Goal OVERLOAD = ratio("overload", "goodput at three times capacity ÷ peak", 0.95, 0.8, HIGHER);
    public static final Goal BYTES = ratio("bytes", "bytes per event ÷ naive JSON table", 0.9, 1.3, LOWER);
    public static final Goal BANNER_BYTES = ratio("banner-bytes", "banner's script, styles and texts, gzipped ÷ the smallest peer's script and styles",
            0.65, 1, LOWER);
    public static final Goal INTERACTION = seconds("interaction", "from pressing \"accept all\" to the next paint", 0.05, 0.2);

    /** In the order of the report. */
    public static final List<Goal> ALL = List.of(HTTP_WRITES, HTTP_BATCH, HTTP_VS_INSERT, ENGINE, ENGINE_SECOND, IDLE_LATENCY, REPLAY, REPLAY_AXON,
            VERIFY, MERGE_DELAY, LAG, FLATNESS, OVERLOAD, BYTES, BANNER_BYTES, INTERACTION);

    public enum Better { HIGHER, LOWER }

    public enum Unit { RATIO, SECONDS }

    /** How good a figure is. */
    public enum Verdict {
        TARGET("target met"), FLOOR("floor met, target missed"), MISSED("floor missed");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static Goal ratio(String name, String what, double target, double floor, Better better) {
        return new Goal(name, name, what, target, floor, better, Unit.RATIO);
    }

    private static Goal seconds(String name, String what, double target, double floor) {
        return new Goal(name, name, what, target, floor, LOWER, Unit.SECONDS);
    }

    public Verdict judge(double figure) {
        if (reaches(figure, target)) {
            return Verdict.TARGET;
        }
        return reaches(figure, floor) ? Verdict.FLOOR : Verdict.MISSED;
    }

    private boolean reaches(double figure, double mark) {
        return better == HIGHER ? figure >= mark : figure <= mark;
    }
}
