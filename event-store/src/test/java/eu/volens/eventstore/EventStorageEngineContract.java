package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;

/** What Axon, and we, expect of any event storage. */
abstract class EventStorageEngineContract {

    abstract EventStorageEngine engine();

    static DomainEventMessage<?> returned(String stream, long sequence, String book) {
        return new GenericDomainEventMessage<>("loan", stream, sequence, new LoanEvent.BookReturned(book, 0, null, Map.of()));
    }

    static String newStream() {
        return UUID.randomUUID().toString();
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
}
