package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.crash.CrashPlan.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was done and what was found, over all runs. */
final class Tally {

    private final Map<Kind, Long> runs = new EnumMap<>(Kind.class);
    private final Map<Finding.Kind, Long> findings = new EnumMap<>(Finding.Kind.class);
    private long writersKilled;
    private long serversKilled;
    private long fenced;
    private long sent;
    private long acked;
    private long refused;
    private long found;
    private long events;
    private long checkpoints;

    void run(Kind kind) {
        runs.merge(kind, 1L, Long::sum);
    }

    void writersKilled(int count) {
        writersKilled += count;
    }

    void serverKilled() {
        serversKilled++;
    }

    /** A halted writer lost its transaction, and its place, to the others. */
    void fenced() {
        fenced++;
    }

    void told(Transcript transcript) {
        for (Line line : transcript.lines()) {
            switch (line) {
                case Line.Sent _ -> sent++;
                case Line.Acked _ -> acked++;
                case Line.Refused _ -> refused++;
                case Line.Found _ -> found++;
                case Line.Signed _ -> checkpoints++;
                case Line.Unsure _, Line.Failed _, Line.Began _ -> { }
            }
        }
    }

    void events(long more) {
        events += more;
    }

    void found(List<Finding> more) {
        more.forEach(finding -> findings.merge(finding.kind(), 1L, Long::sum));
    }

    long runs() {
        return runs.values().stream().mapToLong(Long::longValue).sum();
    }

    long runs(Kind kind) {
        return runs.getOrDefault(kind, 0L);
    }

    long kills() {
        return writersKilled + serversKilled;
    }

    long acked() {
        return acked;
    }

    long fencedWriters() {
        return fenced;
    }

    long wrong() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Names and numbers, in the order in which they are shown. */
    Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("runs", runs());
        for (Kind kind : Kind.values()) {
            figures.put("  " + kind.words, runs(kind));
        }
        figures.put("writers killed", writersKilled);
        figures.put("PostgreSQL killed", serversKilled);
        figures.put("halted writers that lost their transaction", fenced);
        figures.put("commands sent", sent);
        figures.put("  acknowledged", acked);
        figures.put("  refused", refused);
        figures.put("  unknown to their client", sent - acked - refused);
        figures.put("  asked again and found recorded", found);
        figures.put("events recorded", events);
        figures.put("checkpoints signed", checkpoints);
        for (Finding.Kind kind : Finding.Kind.values()) {
            figures.put(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), findings.getOrDefault(kind, 0L));
        }
        return figures;
    }
}
