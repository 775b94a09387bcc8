package eu.volens.ledger.consent;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentState.Recorded;
import eu.volens.ledger.consent.ConsentState.Standing;
import eu.volens.ledger.consent.RecordedConsent.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads a record from its own events: what was acknowledged is seen at once. */
@Component
public class ConsentQueries {

    private final EventLog log;

    ConsentQueries(EventLog log) {
        this.log = log;
    }

    /** @param asOf by which instant expiry is judged */
    public Optional<RecordedConsent> find(UUID record, Instant asOf) {
        var events = log.stream(record.toString()).stream().map(RecordedEvent::payload)
                .filter(ConsentEvent.class::isInstance).map(ConsentEvent.class::cast).toList();
        return switch (ConsentState.of(events)) {
            case ConsentState.Blank() -> Optional.empty();
            case Recorded recorded -> Optional.of(tell(recorded, events, asOf));
        };
    }

    private static RecordedConsent tell(Recorded recorded, List<ConsentEvent> events, Instant asOf) {
        var receipt = recorded.receiptAt(asOf);
        var purposes = recorded.standings().entrySet().stream().map(entry -> tell(entry.getKey(), entry.getValue(), asOf)).toList();
        return new RecordedConsent(receipt.record(), receipt.site(), receipt.area(), receipt.status().code(), receipt.given(),
                receipt.refused(), receipt.policyVersion(), receipt.decidedAt(), receipt.expiresAt(), purposes,
                events.stream().map(ConsentQueries::tell).toList());
    }

    private static RecordedConsent.Purpose tell(String purpose, Standing standing, Instant asOf) {
        var status = standing.isExpiredAt(asOf) ? "expired" : standing.word().name().toLowerCase(Locale.ROOT);
        return new RecordedConsent.Purpose(purpose, status, standing.area(), standing.policyVersion(), standing.since(),
                standing.expiresAt());
    }

    private static Entry tell(ConsentEvent event) {
        return switch (event) {
            case ConsentGiven it -> new Entry("given", it.decidedAt(), it.area(), it.given(), it.refused(), List.of(), it.policyVersion(),
                    it.language(), it.layer(), it.method(), it.expiresAt());
            case ConsentRefused it -> new Entry("refused", it.decidedAt(), it.area(), it.given(), it.refused(), List.of(),
                    it.policyVersion(), it.language(), it.layer(), it.method(), it.expiresAt());
            case ConsentWithdrawn it -> new Entry("withdrawn", it.withdrawnAt(), it.area(), List.of(), List.of(), it.purposes(),
                    it.policyVersion(), it.language(), null, null, it.expiresAt());
        };
    }
}
