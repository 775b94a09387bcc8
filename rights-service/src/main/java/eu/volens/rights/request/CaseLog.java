package eu.volens.rights.request;

import eu.volens.eventstore.EventLog;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads cases straight from the log: what was committed, without lag. Safe for many threads. */
public final class CaseLog {

    private final EventLog log;

    public CaseLog(EventLog log) {
        this.log = log;
    }

    /** Empty for what is no case, be it another stream of the log. */
    public Optional<CaseFacts> find(UUID caseId) {
        return CaseFacts.of(log.stream(caseId.toString()).stream().flatMap(recorded ->
                recorded.payload() instanceof RequestEvent event ? Stream.of(event) : Stream.empty()).toList());
    }
}
