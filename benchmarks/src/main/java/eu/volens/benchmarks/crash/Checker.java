package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.crash.CrashEvent.Part;
import eu.volens.benchmarks.crash.Finding.Kind;
import eu.volens.merkle.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares what clients were told with what is in the log. Pure; one instance for one comparison. */
final class Checker {

    private record Key(String command, int attempt) {

        static Key of(Part part) {
            return new Key(part.command(), part.attempt());
        }
    }

    private record Place(UUID stream, long sequence) {}

    /** What became of one sending, as far as its client knows. Null answer: nobody heard. */
    private static final class Story {

        final Line.Sent sent;
        /** The highest position that its client could know of when it was sent. */
        long after;
        @Nullable Line answer;

        Story(Line.Sent sent) {
            this.sent = sent;
        }
    }

    private final List<Finding> findings = new ArrayList<>();
    private final Map<Key, List<Row>> rowsByKey = new HashMap<>();
    private final Map<Key, Story> stories = new LinkedHashMap<>();

    private Checker() {}

    /**
     * @param runs  each with its writers; a run began when all writers of the run before had ended
     * @param rows  all of the log, by position
     * @param head  the last position that the log says it gave out
     * @return empty when every promise was kept
     */
    static List<Finding> check(List<List<Transcript>> runs, List<Row> rows, long head) {
        var checker = new Checker();
        checker.order(rows, head);
        rows.forEach(row -> checker.rowsByKey.computeIfAbsent(Key.of(row.event().part()), it -> new ArrayList<>()).add(row));
        checker.listen(runs);
        checker.stories.values().forEach(checker::compare);
        checker.attempts();
        rows.forEach(checker::content);
        return checker.findings;
    }

    private void found(Kind kind, String what) {
        findings.add(new Finding(kind, what));
    }

    /** Positions without gaps, times that do not step back, each stream's sequence without gaps. */
    private void order(List<Row> rows, long head) {
        Map<UUID, Long> lastSequences = new HashMap<>();
        Set<Place> places = new HashSet<>();
        @Nullable Row before = null;
        for (Row row : rows) {
            long expected = before == null ? 1 : before.position() + 1;
            if (row.position() != expected) {
                found(row.position() < expected ? Kind.DUPLICATED : Kind.LOST, "position " + row.position() + " where " + expected + " belongs");
            }
            if (before != null && row.recordedAt().isBefore(before.recordedAt())) {
                found(Kind.REORDERED, "position " + row.position() + " was recorded before the position before it");
            }
            if (!places.add(new Place(row.stream(), row.sequence()))) {
                found(Kind.DUPLICATED, "sequence " + row.sequence() + " of stream " + row.stream() + " twice");
            } else if (row.sequence() != lastSequences.getOrDefault(row.stream(), -1L) + 1) {
                found(Kind.REORDERED, "sequence " + row.sequence() + " of stream " + row.stream() + " out of its turn at position " + row.position());
            }
            lastSequences.put(row.stream(), row.sequence());
            before = row;
        }
        long last = before == null ? 0 : before.position();
        if (last != head) {
            found(Kind.LOST, "the log ends at position " + last + " and says " + head);
        }
    }

    /** Goes through what was told, keeping in mind what each client could know when it sent. */
    private void listen(List<List<Transcript>> runs) {
        long known = 0;
        for (List<Transcript> run : runs) {
            // One writer may find what the other sent.
            run.forEach(this::register);
            long knownAfter = known;
            for (Transcript transcript : run) {
                knownAfter = Math.max(knownAfter, listen(transcript, known));
            }
            known = knownAfter;
        }
    }

    private void register(Transcript transcript) {
        for (Line line : transcript.lines()) {
            if (line instanceof Line.Sent sent && stories.putIfAbsent(new Key(sent.command(), sent.attempt()), new Story(sent)) != null) {
                throw new IllegalStateException("The harness itself is wrong: sent twice under one number: " + sent);
            }
        }
    }

    private long listen(Transcript transcript, long knownBefore) {
        long known = knownBefore;
        for (Line line : transcript.lines()) {
            switch (line) {
                case Line.Sent sent -> story(new Key(sent.command(), sent.attempt()), sent).after = known;
                case Line.Acked acked -> known = Math.max(known, answered(new Key(acked.command(), acked.attempt()), acked));
                case Line.Found found -> known = Math.max(known, answered(new Key(found.command(), found.attempt()), found));
                case Line.Refused refused -> answered(new Key(refused.command(), refused.attempt()), refused);
                case Line.Unsure unsure -> answered(new Key(unsure.command(), unsure.attempt()), unsure);
                case Line.Signed signed -> known = Math.max(known, Checkpoint.parse(signed.note().text()).size());
                case Line.Failed failed -> found(Kind.FAILED, transcript.writer() + ": " + failed.why());
                case Line.Began() -> { }
            }
        }
        return known;
    }

    /** @return the highest position that the client knows of by this answer */
    private long answered(Key key, Line answer) {
        Story story = story(key, answer);
        if (story.answer instanceof Line.Acked && answer instanceof Line.Found) {
            return 0;
        }
        if (story.answer instanceof Line.Refused) {
            found(Kind.UNWANTED, "told first that nothing was recorded, then otherwise: " + answer.write());
        }
        story.answer = answer;
        return rowsByKey.getOrDefault(key, List.of()).stream().mapToLong(Row::position).max().orElse(0);
    }

    private Story story(Key key, Line line) {
        Story story = stories.get(key);
        if (story == null) {
            throw new IllegalStateException("The harness itself is wrong: an answer to what was not sent: " + line);
        }
        return story;
    }

    private void compare(Story story) {
        Key key = new Key(story.sent.command(), story.sent.attempt());
        List<Row> rows = rowsByKey.getOrDefault(key, List.of());
        Set<Integer> parts = new TreeSet<>(rows.stream().map(row -> row.event().part().index()).toList());
        if (parts.size() < rows.size()) {
            found(Kind.DUPLICATED, key + " has " + rows.size() + " events for " + parts.size() + " parts");
        }
        if (!parts.isEmpty() && parts.size() < story.sent.streams().size()) {
            found(Kind.TORN, key + " has parts " + parts + " of " + story.sent.streams().size());
        }
        switch (story.answer) {
            case Line.Acked acked -> acked(acked, story, rows);
            case Line.Found found when parts.isEmpty() -> found(Kind.LOST, "once read, now gone: " + found.write());
            case Line.Refused refused when !parts.isEmpty() -> found(Kind.UNWANTED, "recorded at position " + rows.getFirst().position()
                    + " although: " + refused.write());
            case null, default -> { }
        }
        placed(story, rows);
    }

    private void acked(Line.Acked acked, Story story, List<Row> rows) {
        if (rows.isEmpty()) {
            found(Kind.LOST, acked.write());
        }
        for (Row row : rows) {
            int index = row.event().part().index();
            if (index < acked.sequences().size() && row.sequence() != acked.sequences().get(index)) {
                found(Kind.REORDERED, story.sent.command() + " part " + index + " has sequence " + row.sequence() + ", told was: " + acked.write());
            }
        }
    }

    /** In the streams that it was sent to, in its own order, and after all that its client knew of. */
    private void placed(Story story, List<Row> rows) {
        int last = -1;
        for (Row row : rows) {
            int index = row.event().part().index();
            if (index < last) {
                found(Kind.REORDERED, story.sent.command() + " part " + index + " comes after part " + last);
            }
            last = index;
            if (index < 0 || index >= story.sent.streams().size() || !story.sent.streams().get(index).equals(row.stream())) {
                found(Kind.CHANGED, "position " + row.position() + " is not in the stream that it was sent to: " + story.sent.write());
            }
            if (row.position() <= story.after) {
                found(Kind.REORDERED, "position " + row.position() + " stands before position " + story.after
                        + ", which was known when it was sent: " + story.sent.write());
            }
        }
    }

    /** A command that was sent again is recorded once. */
    private void attempts() {
        Map<String, Set<Integer>> recorded = new HashMap<>();
        rowsByKey.keySet().forEach(key -> recorded.computeIfAbsent(key.command(), it -> new TreeSet<>()).add(key.attempt()));
        recorded.forEach((command, attempts) -> {
            if (attempts.size() > 1) {
                found(Kind.DUPLICATED, "command " + command + " is recorded by its attempts " + attempts);
            }
        });
    }

    private void content(Row row) {
        Part part = row.event().part();
        if (!stories.containsKey(Key.of(part))) {
            found(Kind.UNWANTED, "position " + row.position() + " holds what was never sent: " + part);
        } else if (!CrashEvent.of(part).equals(row.event())) {
            found(Kind.CHANGED, "position " + row.position() + " holds another content, or a personal value that does not open: " + part);
        }
    }
}
