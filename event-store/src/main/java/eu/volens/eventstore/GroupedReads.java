package eu.volens.eventstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads of whole streams. Who comes while nobody reads, reads at once; who comes meanwhile is read for together, by one of them, in one
 * query. Nobody waits for more to come.
 */
final class GroupedReads {

    private static final int STREAMS_PER_QUERY_MAX = 256;

    private final Function<List<UUID>, List<StoredEvent>> query;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Reader> waiting = new ArrayDeque<>();
    private boolean reading;

    /** @param query finds the events of streams, in order within each stream */
    GroupedReads(Function<List<UUID>, List<StoredEvent>> query) {
        this.query = query;
    }

    private record Reader(UUID stream, CompletableFuture<@Nullable List<StoredEvent>> rows) {

        /** What somebody else read for this one; null when it is this one's turn to read. */
        @Nullable List<StoredEvent> await() {
            try {
                return rows.join();
            } catch (CompletionException e) {
                throw new LogUnavailableException(e.getCause().getMessage(), e.getCause());
            }
        }
    }

    /** @throws LogUnavailableException when the database failed */
    List<StoredEvent> stream(UUID stream) {
        var reader = new Reader(stream, new CompletableFuture<>());
        List<StoredEvent> rows = isFirst(reader) ? null : reader.await();
        return rows == null ? readForAll(reader) : rows;
    }

    private boolean isFirst(Reader reader) {
        lock.lock();
        try {
            waiting.add(reader);
            boolean first = !reading;
            reading = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private List<StoredEvent> readForAll(Reader leader) {
        List<Reader> together = take();
        try {
            Map<UUID, List<StoredEvent>> byStream = new HashMap<>();
            for (StoredEvent row : query.apply(together.stream().map(Reader::stream).distinct().toList())) {
                byStream.computeIfAbsent(row.stream(), it -> new ArrayList<>()).add(row);
            }
            together.forEach(reader -> reader.rows().complete(byStream.getOrDefault(reader.stream(), List.of())));
            return byStream.getOrDefault(leader.stream(), List.of());
        } catch (RuntimeException | Error e) {
            together.forEach(reader -> reader.rows().completeExceptionally(e));
            throw e;
        } finally {
            passOn();
        }
    }

    private List<Reader> take() {
        lock.lock();
        try {
            var together = new ArrayList<Reader>();
            while (!waiting.isEmpty() && together.size() < STREAMS_PER_QUERY_MAX) {
                together.add(waiting.remove());
            }
            return together;
        } finally {
            lock.unlock();
        }
    }

    /** The one who waits longest reads next. */
    private void passOn() {
        Reader next;
        lock.lock();
        try {
            next = waiting.peek();
            reading = next != null;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.rows().complete(null);
        }
    }
}
