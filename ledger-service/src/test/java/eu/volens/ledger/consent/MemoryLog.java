package eu.volens.ledger.consent;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import java.util.ArrayList;
import java.util.List;

/** The log of one record, and of policies, in memory. */
final class MemoryLog implements EventLog {

    private final List<RecordedEvent> recorded = new ArrayList<>();

    void append(ConsentEvent event) {
        recorded.add(new RecordedEvent(recorded.size() + 1, event.record().toString(), recorded.size(), "consent.any/1",
                ConsentQueries.happenedAt(event), event));
    }

    void append(PolicyPublished event) {
        recorded.add(new RecordedEvent(recorded.size() + 1, event.stream().toString(), recorded.size(), "policy.published/1", event.publishedAt(), event));
    }

    List<ConsentEvent> events() {
        return recorded.stream().map(RecordedEvent::payload).filter(ConsentEvent.class::isInstance).map(ConsentEvent.class::cast).toList();
    }

    @Override
    public List<RecordedEvent> read(long after, int max) {
        return recorded.stream().skip(after).limit(max).toList();
    }

    @Override
    public List<RecordedEvent> stream(String stream) {
        return recorded.stream().filter(it -> it.stream().equals(stream)).toList();
    }

    @Override
    public long head() {
        return recorded.size();
    }

    @Override
    public void onGrowth(Runnable wake) {
        throw new UnsupportedOperationException("Nobody waits here");
    }
}
