package eu.volens.rights.request;

import eu.volens.eventstore.EventLog;
import java.util.Optional;
import java.util.UUID;

/** Reads cases straight from the log: what was committed, without lag. Safe for many threads. */
public final class CaseLog {

    private final EventLog log;

    public CaseLog(EventLog log) {
        this.log = log;
    }

    public Optional<CaseFacts> find(UUID caseId) {
        return CaseFacts.of(log.stream(caseId.toString()).stream().map(recorded -> (RequestEvent) recorded.payload()).toList());
    }
}
