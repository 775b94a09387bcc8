package eu.volens.eventstore;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log page by page. While one page is made use of, the next is fetched, so that a replay waits for the database once. Near the head, where
 * pages are not full, nothing is fetched ahead. Whoever stops in the middle leaves one page that nobody reads.
 */
final class ReadAhead {

    private static final int PAGE_ROWS_MAX = 500;

    private final Rows log;
    /** Threads of the platform: a virtual one is parked at every packet of a page. Idle ones end after a minute, so nobody has to close this. */
    private final Executor threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("event-log-ahead").factory());

    ReadAhead(Rows log) {
        this.log = log;
    }

    /** Finds rows above a position, in order. */
    interface Rows {
        /** @throws LogUnavailableException when the database failed */
        List<StoredEvent> after(long position, int max);
    }

    /** @return pages with something in them, up to the first that is not full */
    Stream<List<StoredEvent>> pages(long after) {
        return Stream.iterate(page(log.after(after, PAGE_ROWS_MAX)), page -> !page.rows().isEmpty(), this::next).map(Page::rows);
    }

    /** @param next null behind the last */
    private record Page(List<StoredEvent> rows, @Nullable CompletableFuture<List<StoredEvent>> next) {}

    private Page page(List<StoredEvent> rows) {
        return new Page(rows, rows.size() < PAGE_ROWS_MAX ? null
                : CompletableFuture.supplyAsync(() -> log.after(rows.getLast().position(), PAGE_ROWS_MAX), threads));
    }

    private Page next(Page page) {
        return page.next() == null ? new Page(List.of(), null) : page(await(page.next()));
    }

    private static List<StoredEvent> await(CompletableFuture<List<StoredEvent>> next) {
        try {
            return next.join();
        } catch (CompletionException e) {
            throw new LogUnavailableException(e.getCause().getMessage(), e.getCause());
        }
    }
}
