package eu.volens.rights.wire;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.rights.request.RequestEvent;
import eu.volens.transport.WireFeed;
import eu.volens.wire.Topics;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireRecord;
import eu.volens.wire.json.WireJson;
import java.util.List;
import java.util.Optional;

/** The service's log, translated. Positions on the wire are positions of the log. */
public final class RightsFeed implements WireFeed {

    private final EventLog log;

    public RightsFeed(EventLog log) {
        this.log = log;
    }

    @Override
    public Page read(long after, int max) {
        List<RecordedEvent> events = log.read(after, max);
        return new Page(events.stream().flatMap(event -> record(event).stream()).toList(),
                events.isEmpty() ? after : events.getLast().position());
    }

    /** What became of a person as a whole is nobody else's business. */
    private static Optional<WireRecord> record(RecordedEvent event) {
        return event.payload() instanceof RequestEvent request ? Optional.of(record(event, request)) : Optional.empty();
    }

    private static WireRecord record(RecordedEvent event, RequestEvent request) {
        WireEvent told = RightsTranslator.translate(request);
        return new WireRecord(Topics.RIGHTS, event.stream(), event.position(), WireJson.typeOf(told), event.recordedAt(), WireJson.write(told));
    }

    @Override
    public void onGrowth(Runnable wake) {
        log.onGrowth(wake);
    }
}
