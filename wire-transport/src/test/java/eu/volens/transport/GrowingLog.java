package eu.volens.transport;

import eu.volens.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A writer's log in memory. Position 1 is the first entry; an entry may have nothing to tell on the wire. */
final class GrowingLog implements WireFeed {

    private static final Instant FIRST_RECORDED_AT = Instant.parse("2026-03-01T08:00:00.000001Z");

    private final String topic;
    private final List<Optional<WireRecord>> entries = new ArrayList<>();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private long lastReadAfter;

    GrowingLog(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    /** Appends one record; its body tells its stream and position. */
    WireRecord tell(String stream) {
        return tell(stream, "");
    }

    WireRecord tell(String stream, String padding) {
        WireRecord told;
        synchronized (this) {
            long position = entries.size() + 1;
            String body = "{\"at\":\"%s/%d\",\"padding\":\"%s\"}".formatted(stream, position, padding);
            told = new WireRecord(topic, stream, position, "test.told/1", FIRST_RECORDED_AT.plusNanos(1_000 * position),
                    body.getBytes(StandardCharsets.UTF_8));
            entries.add(Optional.of(told));
        }
        wakes.forEach(Runnable::run);
        return told;
    }

    void tellMany(int records, int streams) {
        for (int i = 0; i < records; i++) {
            tell("stream-" + i % streams);
        }
    }

    /** Appends entries that have nothing to tell. */
    void growSilently(int silentEntries) {
        synchronized (this) {
            for (int i = 0; i < silentEntries; i++) {
                entries.add(Optional.empty());
            }
        }
        wakes.forEach(Runnable::run);
    }

    synchronized List<WireRecord> told() {
        return entries.stream().flatMap(Optional::stream).toList();
    }

    synchronized long head() {
        return entries.size();
    }

    /** From where it was read the last time. */
    synchronized long lastReadAfter() {
        return lastReadAfter;
    }

    @Override
    public synchronized Page read(long after, int max) {
        lastReadAfter = after;
        List<Optional<WireRecord>> stretch = entries.subList((int) after, (int) Math.min(entries.size(), after + max));
        return new Page(stretch.stream().map(entry -> entry.orElse(null)).filter(Objects::nonNull).toList(), after + stretch.size());
    }

    @Override
    public void onGrowth(Runnable wake) {
        wakes.add(wake);
    }
}
