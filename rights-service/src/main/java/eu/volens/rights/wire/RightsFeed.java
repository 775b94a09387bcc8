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

/** The service's log, translated. Positions on the wire are positions of the log. */
public final class RightsFeed implements WireFeed {

    private final EventLog log;

    public RightsFeed(EventLog log) {
        this.log = log;
    }

    @Override
    public Page read(long after, int max) {
        List<RecordedEvent> events = log.read(after, max);
        return new Page(events.stream().map(RightsFeed::record).toList(), events.isEmpty() ? after : events.getLast().position());
    }

    private static WireRecord record(RecordedEvent event) {
        WireEvent told = RightsTranslator.translate((RequestEvent) event.payload());
        return new WireRecord(Topics.RIGHTS, event.stream(), event.position(), WireJson.typeOf(told), event.recordedAt(), WireJson.write(told));
    }

    @Override
    public void onGrowth(Runnable wake) {
        log.onGrowth(wake);
    }
}
