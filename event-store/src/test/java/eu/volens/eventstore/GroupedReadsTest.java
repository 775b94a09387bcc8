package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedReadsTest {

    private static final UUID SLOW = new UUID(0, 0);

    private final List<List<UUID>> queries = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void aLoneReaderReadsAtOnce() {
        var reads = new GroupedReads(answering(GroupedReadsTest::twoEvents));
        var stream = UUID.randomUUID();

        assertThat(reads.stream(stream)).hasSize(2).allMatch(event -> event.stream().equals(stream));
        assertThat(queries).containsExactly(List.of(stream));
    }

    @Test
    void whoComesWhileOneReadsIsReadForTogetherAndGetsOnlyTheirOwn() throws Exception {
        var reads = new GroupedReads(answering(GroupedReadsTest::twoEvents));
        var first = CompletableFuture.supplyAsync(() -> reads.stream(SLOW), Thread::startVirtualThread);
        reading.await();
        var streams = IntStream.range(0, 50).mapToObj(it -> UUID.randomUUID()).toList();
        var later = whileReading(reads, streams);

        mayEnd.countDown();

        assertThat(first.join()).hasSize(2);
        for (int i = 0; i < streams.size(); i++) {
            var stream = streams.get(i);
            assertThat(later.get(i).join()).hasSize(2).allMatch(event -> event.stream().equals(stream));
        }
        assertThat(queries).hasSizeLessThan(streams.size()).first().isEqualTo(List.of(SLOW));
        assertThat(queries.stream().flatMap(List::stream)).hasSize(1 + streams.size());
    }

    @Test
    void aStreamWithoutEventsIsEmpty() {
        assertThat(new GroupedReads(answering(stream -> List.of())).stream(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aFailureIsToldToAllItConcernsAndToNobodyAfter() throws Exception {
        var reads = new GroupedReads(answering(stream -> {
            if (queries.size() <= 2) {
                throw new LogUnavailableException("gone", null);
            }
            return twoEvents(stream);
        }));
        var first = CompletableFuture.supplyAsync(() -> reads.stream(SLOW), Thread::startVirtualThread);
        reading.await();
        var later = whileReading(reads, List.of(UUID.randomUUID(), UUID.randomUUID()));

        mayEnd.countDown();

        assertThatThrownBy(first::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(LogUnavailableException.class);
        var failed = later.stream().filter(it -> it.handle((rows, failure) -> failure != null).join()).toList();
        assertThat(failed).isNotEmpty().allSatisfy(it -> assertThatThrownBy(it::join).hasCauseInstanceOf(LogUnavailableException.class));
        while (queries.size() < 3) {
            reads.stream(UUID.randomUUID());
        }
        assertThat(reads.stream(UUID.randomUUID())).hasSize(2);
    }

    @Test
    void whenMemoryRunsOutForOneNobodyWaitsForEver() throws Exception {
        var reads = new GroupedReads(answering(stream -> {
            if (queries.size() > 1) {
                throw new OutOfMemoryError("of the test");
            }
            return twoEvents(stream);
        }));
        CompletableFuture.runAsync(() -> reads.stream(SLOW), Thread::startVirtualThread);
        reading.await();
        var later = whileReading(reads, List.of(UUID.randomUUID(), UUID.randomUUID()));

        mayEnd.countDown();

        var told = later.stream().map(it -> it.orTimeout(10, TimeUnit.SECONDS).handle((rows, failure) -> failure.getCause()).join()).toList();
        assertThat(told).hasAtLeastOneElementOfType(OutOfMemoryError.class).hasAtLeastOneElementOfType(LogUnavailableException.class);
    }

    /** Returns when all of them wait. */
    private static List<CompletableFuture<List<StoredEvent>>> whileReading(GroupedReads reads, List<UUID> streams) throws InterruptedException {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        var later = streams.stream().map(stream -> CompletableFuture.supplyAsync(() -> reads.stream(stream),
                task -> threads.add(Thread.ofPlatform().start(task)))).toList();
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            Thread.sleep(5);
        }
        return later;
    }

    private Function<List<UUID>, List<StoredEvent>> answering(Function<UUID, List<StoredEvent>> events) {
        return streams -> {
            queries.add(streams);
            if (streams.contains(SLOW)) {
                reading.countDown();
                await(mayEnd);
            }
            return streams.stream().flatMap(stream -> events.apply(stream).stream()).toList();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<StoredEvent> twoEvents(UUID stream) {
        return IntStream.range(0, 2)
                .mapToObj(sequence -> new StoredEvent(sequence + 1, Instant.EPOCH, stream, sequence, "loan.lent/1", "{}", null, null, null))
                .toList();
    }
}
