package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.crash.CrashEvent.Part;
import eu.volens.merkle.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A log and what clients were told of it, made up by hand: right as long as nobody spoils it. */
final class History {

    static final UUID ONE = new UUID(0x4001L, 0x8000000000000001L);
    static final UUID TWO = new UUID(0x4002L, 0x8000000000000002L);

    final List<Row> rows = new ArrayList<>();
    final List<Line> told = new ArrayList<>();
    private final Map<UUID, Long> next = new HashMap<>();

    /** A unit that was sent, recorded and acknowledged, one event per stream named. */
    History acked(String command, UUID... streams) {
        Line.Sent sent = sent(command, 0, streams);
        told.add(new Line.Acked(command, 0, record(sent)));
        return this;
    }

    /** One that was recorded, but whose client never heard of it. */
    History unanswered(String command, int attempt, UUID... streams) {
        record(sent(command, attempt, streams));
        return this;
    }

    Line.Sent sent(String command, int attempt, UUID... streams) {
        var sent = new Line.Sent(command, attempt, List.of(streams));
        told.add(sent);
        return sent;
    }

    private List<Long> record(Line.Sent sent) {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < sent.streams().size(); i++) {
            UUID stream = sent.streams().get(i);
            long sequence = next.merge(stream, 0L, (last, it) -> last + 1);
            sequences.add(sequence);
            rows.add(row(rows.size() + 1, stream, sequence, new Part(sent.command(), sent.attempt(), i, sent.streams().size())));
        }
        return sequences;
    }

    static Row row(long position, UUID stream, long sequence, Part part) {
        return new Row(position, Instant.ofEpochSecond(position), stream, sequence, CrashEvent.of(part),
                new TreeHasher().leaf(part.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Gives the row at a position, from 1, to another place. */
    void move(int position, UUID stream, long sequence) {
        Row row = rows.get(position - 1);
        rows.set(position - 1, new Row(row.position(), row.recordedAt(), stream, sequence, row.event(), row.leaf()));
    }

    /** Takes the row at a position away, and moves up what stood behind it, so that no gap tells. */
    void lose(int position) {
        Row lost = rows.remove(position - 1);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            long sequence = row.stream().equals(lost.stream()) && row.sequence() > lost.sequence() ? row.sequence() - 1 : row.sequence();
            rows.set(i, new Row(i + 1, row.recordedAt(), row.stream(), sequence, row.event(), row.leaf()));
        }
    }

    List<Finding> check() {
        return Checker.check(List.of(List.of(new Transcript("writer", told))), rows, rows.size());
    }
}
