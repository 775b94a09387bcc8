package eu.volens.eventstore;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log page by page. While one page is made use of, the next is fetched, so that a replay waits for the database once. Near the head, where
 * pages are not full, nothing is fetched ahead. Whoever stops in the middle leaves one page that nobody reads.
 */
final class ReadAhead {

    private static final int PAGE_ROWS_MAX = 500;

    private ReadAhead() {}

    /** Finds rows above a position, in order. */
    interface Rows {
        /** @throws LogUnavailableException when the database failed */
        List<StoredEvent> after(long position, int max);
    }

    /** @return pages with something in them, up to the first that is not full */
    static Stream<List<StoredEvent>> pages(Rows log, long after) {
        return Stream.iterate(Page.of(log.after(after, PAGE_ROWS_MAX), log), page -> !page.rows().isEmpty(), page -> page.next(log)).map(Page::rows);
    }

    /** @param next null behind the last */
    private record Page(List<StoredEvent> rows, @Nullable CompletableFuture<List<StoredEvent>> next) {

        static Page of(List<StoredEvent> rows, Rows log) {
            return new Page(rows, rows.size() < PAGE_ROWS_MAX ? null
                    : CompletableFuture.supplyAsync(() -> log.after(rows.getLast().position(), PAGE_ROWS_MAX), Thread::startVirtualThread));
        }

        Page next(Rows log) {
            return next == null ? new Page(List.of(), null) : of(await(next), log);
        }

        private static List<StoredEvent> await(CompletableFuture<List<StoredEvent>> next) {
            try {
                return next.join();
            } catch (CompletionException e) {
                throw new LogUnavailableException(e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
