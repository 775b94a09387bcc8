package eu.volens.ledger.wire;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.ledger.consent.ConsentEvent;
import eu.volens.ledger.policy.PolicyEvent;
import eu.volens.transport.WireFeed;
import eu.volens.wire.Topics;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireRecord;
import eu.volens.wire.json.WireJson;
import java.util.Optional;

/** The ledger's log, translated. Positions on the wire are positions of the log. */
public final class LedgerFeed implements WireFeed {

    private final EventLog log;

    public LedgerFeed(EventLog log) {
        this.log = log;
    }

    @Override
    public Page read(long after, int max) {
        var events = log.read(after, max);
        return new Page(events.stream().flatMap(event -> record(event).stream()).toList(),
                events.isEmpty() ? after : events.getLast().position());
    }

    /** What became of a person as a whole, and what another banner's log says, is nobody else's business. */
    private static Optional<WireRecord> record(RecordedEvent event) {
        var told = switch (event.payload()) {
            case ConsentEvent consent -> LedgerTranslator.translate(consent);
            case PolicyEvent policy -> Optional.of(LedgerTranslator.translate(policy));
            default -> Optional.<WireEvent>empty();
        };
        return told.map(it -> record(event, it));
    }

    private static WireRecord record(RecordedEvent event, WireEvent told) {
        return new WireRecord(Topics.LEDGER, event.stream(), event.position(), WireJson.typeOf(told), event.recordedAt(),
                WireJson.write(told));
    }

    @Override
    public void onGrowth(Runnable wake) {
        log.onGrowth(wake);
    }
}
