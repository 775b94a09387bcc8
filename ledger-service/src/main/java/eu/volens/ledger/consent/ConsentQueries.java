package eu.volens.ledger.consent;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.eventstore.personal.Personal;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import eu.volens.ledger.consent.ConsentState.Recorded;
import eu.volens.ledger.consent.ConsentState.Standing;
import eu.volens.ledger.consent.RecordedConsent.Choice;
import eu.volens.ledger.consent.RecordedConsent.Entry;
import eu.volens.ledger.consent.RecordedConsent.Foreign;
import eu.volens.ledger.consent.RecordedConsent.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads a record from its own events: what was acknowledged is seen at once. */
@Component
public class ConsentQueries {

    private final EventLog log;

    ConsentQueries(EventLog log) {
        this.log = log;
    }

    /**
     * What had been recorded by a moment, with expiry judged as of it. Empty when nothing had.
     *
     * @param asOf now, or before
     */
    public Optional<RecordedConsent> find(UUID record, Instant asOf) {
        var events = events(record).stream().filter(it -> !happenedAt(it).isAfter(asOf)).toList();
        return switch (ConsentState.of(events)) {
            case ConsentState.Blank() -> Optional.empty();
            case Recorded recorded -> Optional.of(tell(recorded, events, asOf));
        };
    }

    /** Everything that has happened to the record, oldest first. */
    public List<ConsentEvent> events(UUID record) {
        return log.stream(record.toString()).stream().map(RecordedEvent::payload)
                .filter(ConsentEvent.class::isInstance).map(ConsentEvent.class::cast).toList();
    }

    /** Whom the record is linked to now, by kind; a link of somebody erased is not in it. */
    public Map<String, String> links(UUID record) {
        var links = new TreeMap<String, String>();
        for (var event : events(record)) {
            switch (event) {
                case RecordLinked(var _, var _, var kind, Personal.Known<String>(var value), var _, var _) -> links.put(kind, value);
                case RecordLinked it -> links.remove(it.kind());
                case RecordUnlinked it -> links.remove(it.kind());
                case ConsentGiven _, ConsentRefused _, ConsentWithdrawn _, ForeignChoiceAttested _, EvidenceKept _, ConsentExpired _ -> { }
            }
        }
        return links;
    }

    /** Server time. */
    static Instant happenedAt(ConsentEvent event) {
        return switch (event) {
            case ConsentGiven it -> it.decidedAt();
            case ConsentRefused it -> it.decidedAt();
            case ConsentWithdrawn it -> it.withdrawnAt();
            case ForeignChoiceAttested it -> it.attestedAt();
            case EvidenceKept it -> it.keptAt();
            case ConsentExpired it -> it.notedAt();
            case RecordLinked it -> it.linkedAt();
            case RecordUnlinked it -> it.unlinkedAt();
        };
    }

    private static RecordedConsent tell(Recorded recorded, List<ConsentEvent> events, Instant asOf) {
        var receipt = recorded.receiptAt(asOf);
        var purposes = recorded.standings().entrySet().stream().map(entry -> tell(entry.getKey(), entry.getValue(), asOf)).toList();
        return new RecordedConsent(receipt.record(), receipt.site(), receipt.area(), receipt.status().code(), receipt.given(),
                receipt.refused(), receipt.policyVersion(), receipt.decidedAt(), receipt.expiresAt(), asOf, purposes,
                events.stream().map(it -> tell(it, recorded.site())).toList());
    }

    private static RecordedConsent.Purpose tell(String purpose, Standing standing, Instant asOf) {
        var status = standing.isExpiredAt(asOf) ? "expired" : standing.word().name().toLowerCase(Locale.ROOT);
        return new RecordedConsent.Purpose(purpose, status, standing.area(), standing.policyVersion(), standing.since(),
                standing.expiresAt(), standing.foreign());
    }

    private static Entry tell(ConsentEvent event, String site) {
        return switch (event) {
            case ConsentGiven it -> Entry.decided("given", it.decidedAt(), it.area(), it.given(), it.refused(),
                    new Choice(it.policyVersion(), policyUrl(site, it.language(), it.policyVersion()), it.language(), it.layer(), it.method(),
                            Shown.of(it.snapshot()), it.gpc(), it.clientTime(), it.expiresAt()));
            case ConsentRefused it -> Entry.decided("refused", it.decidedAt(), it.area(), it.given(), it.refused(),
                    new Choice(it.policyVersion(), policyUrl(site, it.language(), it.policyVersion()), it.language(), it.layer(), it.method(),
                            Shown.of(it.snapshot()), it.gpc(), it.clientTime(), it.expiresAt()));
            case ConsentWithdrawn it -> Entry.withdrawn(it.withdrawnAt(), it.area(), it.purposes(),
                    new Choice(it.policyVersion(), policyUrl(site, it.language(), it.policyVersion()), it.language(), null, null, null, it.gpc(),
                            it.clientTime(), it.expiresAt()));
            case ForeignChoiceAttested it -> Entry.decided("attested", it.attestedAt(), it.area(), it.given(), it.refused(),
                    new Choice(it.policyVersion(), policyUrl(site, it.language(), it.policyVersion()), it.language(), null, "foreign", null, it.gpc(),
                            it.clientTime(), it.expiresAt())).from(new Foreign(it.source(), it.chosenAt(), it.said()));
            case ConsentExpired it -> Entry.expired(it.notedAt(), it.purposes());
            case EvidenceKept it -> Entry.of("evidence-kept", it.keptAt()).with(RecordedConsent.Kept.of(it.evidence()));
            case RecordLinked it -> Entry.of("linked", it.linkedAt()).linked(it.kind());
            case RecordUnlinked it -> Entry.of("unlinked", it.unlinkedAt()).linked(it.kind());
        };
    }

    /** The page of that very version, relative to this origin. */
    private static String policyUrl(String site, String language, String version) {
        return "/policy/" + site + "/" + language + "/versions/" + version;
    }
}
