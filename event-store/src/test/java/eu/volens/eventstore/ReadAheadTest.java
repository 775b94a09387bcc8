package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();

    /** A log with so many events. */
    private ReadAhead.Rows log(long events) {
        return (after, max) -> {
            asked.add(after);
            return LongStream.rangeClosed(after + 1, Math.min(after + max, events)).mapToObj(ReadAheadTest::row).toList();
        };
    }

    private static StoredEvent row(long position) {
        return new StoredEvent(position, Instant.EPOCH, new UUID(0, position), 0, "loan.returned/1", "{}", null, null, null);
    }

    private static List<Long> positions(List<StoredEvent> page) {
        return page.stream().map(StoredEvent::position).toList();
    }

    @Test
    void everyRowComesOnceAndInOrder() {
        for (long events : new long[] {0, 1, 499, 500, 501, 1_000, 1_750}) {
            assertThat(new ReadAhead(log(events)).pages(0).flatMap(page -> positions(page).stream()))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, events).boxed().toList());
        }
        assertThat(new ReadAhead(log(600)).pages(550).flatMap(page -> positions(page).stream())).first().isEqualTo(551L);
    }

    @Test
    void theNextPageIsAskedForWhileOneIsMadeUseOfAndOnlyThatOne() throws Exception {
        Iterator<List<StoredEvent>> pages = new ReadAhead(log(5_000)).pages(0).iterator();
        assertThat(pages.next()).hasSize(500);

        assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo(0);
        assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo(500);
        assertThat(asked).isEmpty();
    }

    @Test
    void nearTheHeadNothingIsAskedForTwice() {
        assertThat(new ReadAhead(log(1_200)).pages(500)).hasSize(2);
        assertThat(asked).containsExactly(500L, 1_000L);
    }

    @Test
    void aFailureComesWhereItsPageWouldAndNotBefore() {
        Iterator<List<StoredEvent>> pages = new ReadAhead((after, max) -> {
            if (after == 0) {
                return log(5_000).after(after, max);
            }
            throw new LogUnavailableException("The log cannot be read", new IllegalStateException("gone"));
        }).pages(0).iterator();

        assertThat(pages.next()).hasSize(500);
        assertThatThrownBy(pages::hasNext).isInstanceOf(LogUnavailableException.class).hasMessage("The log cannot be read")
                .hasRootCauseMessage("gone");
    }
}
