package eu.volens.transport;

import eu.volens.transport.ReaderPositions.Place;
import eu.volens.transport.ReaderPositions.Standing;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings one topic to one reader, out of the writer's log. */
final class LogReader extends Worker {

    /** Most stored events in one of the reader's transactions: many enough to be fast, few enough that a retry is cheap. */
    static final int BATCH_ENTRIES_MAX = 500;

    private final Place place;
    private final Supplier<@Nullable WireFeed> offered;
    private final ReaderTransaction transaction;
    private final WireHandler handler;
    /** Where the reader stands, as far as we know; null when unknown. Only a hint: the row decides. */
    private @Nullable Standing standing;

    LogReader(String reader, String topic, Supplier<@Nullable WireFeed> offered, ReaderTransaction transaction, WireHandler handler) {
        super("wire " + reader + " <- " + topic);
        this.place = new Place(reader, topic, ReaderPositions.IN_PROCESS);
        this.offered = offered;
        this.transaction = transaction;
        this.handler = handler;
    }

    String topic() {
        return place.topic();
    }

    @Override
    boolean round() throws Exception {
        WireFeed feed = offered.get();
        if (feed == null) {
            return false;
        }
        Standing before = standing();
        WireFeed.Page page = feed.read(before.lastPosition(), BATCH_ENTRIES_MAX);
        if (page.upTo() <= before.lastPosition()) {
            return false;
        }
        return apply(page, before);
    }

    @Override
    void forget() {
        standing = null;
    }

    private Standing standing() throws Exception {
        if (standing == null) {
            transaction.inTransaction(connection -> standing = ReaderPositions.open(connection, place.reader(), place.topic()));
        }
        return Objects.requireNonNull(standing, "the reader's transaction did not run the work it was given");
    }

    /** @return whether the reader has moved, by our doing or another instance's */
    private boolean apply(WireFeed.Page page, Standing before) throws Exception {
        transaction.inTransaction(connection -> {
            standing = ReaderPositions.lock(connection, place).orElse(null);
            if (before.equals(standing)) {
                if (!page.records().isEmpty()) {
                    handler.handle(page.records(), connection);
                }
                standing = new Standing(0, page.upTo());
                ReaderPositions.move(connection, place, standing);
            }
        });
        return standing != null && !standing.equals(before);
    }
}
