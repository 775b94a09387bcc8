package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Axon, and we, expect of any event storage. */
abstract class EventStorageEngineContract {

    abstract EventStorageEngine engine();

    /** A second instance on the same store, as far as the engine knows instances. */
    abstract EventStorageEngine another();

    /** Aborts where an engine does not look at sequence numbers. */
    abstract void assumeConflictsAreSeen();

    /** From now on, by the store's clock; never before an earlier one. */
    abstract void nowIs(Instant instant);

    abstract Instant now();

    /** What the tests take snapshots of. */
    record Shelf(int loans) {}

    static DomainEventMessage<?> snapshot(String stream, long sequence, int loans) {
        return new GenericDomainEventMessage<>("loan", stream, sequence, new Shelf(loans));
    }

    static DomainEventMessage<?> returned(String stream, long sequence, String book) {
        return new GenericDomainEventMessage<>("loan", stream, sequence, new LoanEvent.BookReturned(book, 0, null, Map.of()));
    }

    static String newStream() {
        return UUID.randomUUID().toString();
    }

    private DomainEventMessage<?> returnedNow(String book) {
        return new GenericDomainEventMessage<>("loan", newStream(), 0,
                new GenericMessage<>(new LoanEvent.BookReturned(book, 0, null, Map.of())), now());
    }

    private List<String> booksAfter(TrackingToken token) {
        return payloadsAfter(token).stream().map(event -> ((LoanEvent.BookReturned) event).book()).toList();
    }

    private List<Object> payloadsAfter(TrackingToken token) {
        return engine().readEvents(token, false).<Object>map(TrackedEventMessage::getPayload).toList();
    }

    @Test
    void aStreamReadsBackInItsOrder() {
        String stream = newStream();
        engine().appendEvents(returned(stream, 0, "one"), returned(stream, 1, "two"));
        engine().appendEvents(returned(newStream(), 0, "another"));
        engine().appendEvents(returned(stream, 2, "three"));

        assertThat(engine().readEvents(stream).asStream().map(event -> ((LoanEvent.BookReturned) event.getPayload()).book()))
                .containsExactly("one", "two", "three");
        assertThat(engine().readEvents(stream, 1).asStream().map(DomainEventMessage::getSequenceNumber)).containsExactly(1L, 2L);
        assertThat(engine().lastSequenceNumberFor(stream)).contains(2L);
    }

    @Test
    void anUnknownStreamIsEmpty() {
        assertThat(engine().readEvents(newStream()).hasNext()).isFalse();
        assertThat(engine().lastSequenceNumberFor(newStream())).isEmpty();
        assertThat(engine().readSnapshot(newStream())).isEmpty();
    }

    @Test
    void theWholeLogReadsInTheOrderOfAppending() {
        TrackingToken before = engine().createHeadToken();
        engine().appendEvents(returned(newStream(), 0, "a"));
        engine().appendEvents(returned(newStream(), 0, "b"), returned(newStream(), 0, "c"));

        assertThat(payloadsAfter(before)).extracting(event -> ((LoanEvent.BookReturned) event).book()).containsExactly("a", "b", "c");
    }

    @Test
    void aTokenContinuesWhereItStopped() {
        TrackingToken start = engine().createHeadToken();
        engine().appendEvents(returned(newStream(), 0, "a"), returned(newStream(), 0, "b"));
        TrackingToken afterFirst = engine().readEvents(start, false).findFirst().orElseThrow().trackingToken();

        assertThat(payloadsAfter(afterFirst)).extracting(event -> ((LoanEvent.BookReturned) event).book()).containsExactly("b");
    }

    @Test
    void theHeadTokenIsAfterEverything() {
        engine().appendEvents(returned(newStream(), 0, "a"));

        assertThat(payloadsAfter(engine().createHeadToken())).isEmpty();
    }

    @Test
    void aReaderWithoutATokenStartsAtTheBeginning() {
        String stream = newStream();
        engine().appendEvents(returned(stream, 0, "first of mine"));

        assertThat(engine().readEvents((TrackingToken) null, false).map(DomainEventMessage.class::cast).map(DomainEventMessage::getAggregateIdentifier))
                .contains(stream);
        assertThat(payloadsAfter(engine().createTailToken())).isNotEmpty();
    }

    @Test
    void aTokenAtATimeIsRightBeforeTheFirstEventOfThatTimeOrLater() {
        Instant first = now().plusSeconds(60).truncatedTo(ChronoUnit.MICROS);
        nowIs(first);
        engine().appendEvents(returnedNow("first"));
        Instant second = first.plusSeconds(60);
        nowIs(second);
        engine().appendEvents(returnedNow("second"));
        engine().appendEvents(returnedNow("third"));

        assertThat(booksAfter(engine().createTokenAt(first))).containsExactly("first", "second", "third");
        assertThat(booksAfter(engine().createTokenAt(first.plusSeconds(1)))).containsExactly("second", "third");
        assertThat(booksAfter(engine().createTokenAt(second))).containsExactly("second", "third");
    }

    @Test
    void aTokenAtATimeBeforeAllReadsEverything() {
        engine().appendEvents(returnedNow("there"));

        assertThat(payloadsAfter(engine().createTokenAt(Instant.EPOCH))).hasSameSizeAs(payloadsAfter(engine().createTailToken()));
    }

    @Test
    void theNewestSnapshotOfAStreamIsKept() {
        String stream = newStream();
        engine().appendEvents(returned(stream, 0, "a"), returned(stream, 1, "b"));
        engine().storeSnapshot(snapshot(stream, 0, 1));
        engine().storeSnapshot(snapshot(stream, 1, 2));

        DomainEventMessage<?> kept = another().readSnapshot(stream).orElseThrow();
        assertThat(kept.getPayload()).isEqualTo(new Shelf(2));
        assertThat(kept.getSequenceNumber()).isEqualTo(1);
        assertThat(kept.getAggregateIdentifier()).isEqualTo(stream);
        assertThat(kept.getType()).isEqualTo("loan");
        assertThat(engine().readSnapshot(newStream())).isEmpty();
        assertThat(engine().readEvents(stream).asStream()).hasSize(2);
    }

    @Test
    void readersOnEitherInstanceSeeWhatBothWriteInOneOrderWithoutGaps() throws Exception {
        TrackingToken start = engine().createHeadToken();
        List<Future<List<TrackedEventMessage<?>>>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                EventStorageEngine instance = writer % 2 == 0 ? engine() : another();
                String stream = newStream();
                threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        instance.appendEvents(returned(stream, i, "book " + i));
                    }
                });
            }
            List.of(engine(), another()).forEach(instance -> readers.add(threads.submit(() -> follow(instance, start, 200))));
        }
        List<TrackedEventMessage<?>> one = readers.getFirst().get();
        assertThat(one).extracting(TrackedEventMessage::getIdentifier)
                .containsExactlyElementsOf(readers.getLast().get().stream().map(TrackedEventMessage::getIdentifier).toList());
        long before = start == null ? -1 : start.position().orElseThrow();
        assertThat(one).extracting(event -> event.trackingToken().position().orElseThrow())
                .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, before + 200).boxed().toList());
        Map<String, Long> next = new HashMap<>();
        for (TrackedEventMessage<?> event : one) {
            DomainEventMessage<?> ours = (DomainEventMessage<?>) event;
            assertThat(ours.getSequenceNumber()).isEqualTo(next.merge(ours.getAggregateIdentifier(), 1L, Long::sum) - 1);
        }
    }

    private static List<TrackedEventMessage<?>> follow(EventStorageEngine instance, @Nullable TrackingToken start, int until)
            throws InterruptedException {
        List<TrackedEventMessage<?>> seen = new ArrayList<>();
        for (int looks = 0; seen.size() < until && looks < 10_000; looks++) {
            instance.readEvents(seen.isEmpty() ? start : seen.getLast().trackingToken(), false).forEach(seen::add);
            Thread.sleep(1);
        }
        return seen;
    }

    @Test
    void ofTwoInstancesThatRaceForAStreamOneGetsEachSequenceNumber() throws Exception {
        assumeConflictsAreSeen();
        List<String> streams = Stream.generate(EventStorageEngineContract::newStream).limit(50).toList();
        List<Future<Boolean>> outcomes = new ArrayList<>();
        TrackingToken start = engine().createHeadToken();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            streams.forEach(stream -> List.of(engine(), another()).forEach(instance -> outcomes.add(threads.submit(() -> {
                try {
                    instance.appendEvents(returned(stream, 0, "mine"));
                    return true;
                } catch (ConcurrencyException somebodyElse) {
                    return false;
                }
            }))));
        }
        int won = 0;
        for (Future<Boolean> outcome : outcomes) {
            won += outcome.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(50);
        assertThat(payloadsAfter(start)).hasSize(50);
    }

    @Test
    void aConflictLeavesNothingOfItsUnitOfWork() {
        assumeConflictsAreSeen();
        String taken = newStream();
        String fresh = newStream();
        engine().appendEvents(returned(taken, 0, "first"));
        TrackingToken before = engine().createHeadToken();

        assertThatThrownBy(() -> another().appendEvents(returned(fresh, 0, "mine"), returned(taken, 0, "also mine")))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(engine().readEvents(fresh).hasNext()).isFalse();
        assertThat(payloadsAfter(before)).isEmpty();
    }
}
