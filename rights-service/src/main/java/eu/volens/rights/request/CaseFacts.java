package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as its own events tell it, at the moment they were read.
 *
 * @param events         all of them, oldest first; never empty
 * @param rights         as last classified
 * @param consentRecords named in the message or attached when confirming; erased together with the person
 */
public record CaseFacts(List<RequestEvent> events, UUID caseId, String caseNumber, PersonId person, List<Right> rights,
        List<Attention> attention, Status status, String language, String channel, Instant receivedAt, Deadline deadline,
        Personal<String> address, Personal<String> name, Personal<List<String>> consentRecords,
        Set<CaseFile.Move> moves, @Nullable Outcome outcome) {

    /** Empty for no events. */
    static Optional<CaseFacts> of(List<RequestEvent> events) {
        if (events.isEmpty() || !(events.getFirst() instanceof RequestEvent.RequestReceived received)) {
            return Optional.empty();
        }
        RequestState state = RequestState.NONE;
        Personal<List<String>> records = received.consentRecords();
        for (RequestEvent event : events) {
            state = state.after(event);
            if (event instanceof RequestEvent.IdentityConfirmed confirmed) {
                records = both(records, confirmed.consentRecords());
            }
        }
        Deadline deadline = new Deadline(received.receivedOn(), received.dueOn(), received.dueIfExtendedOn(), received.zone(),
                received.calendar());
        return Optional.of(new CaseFacts(List.copyOf(events), received.caseId(), received.caseNumber(), received.person(),
                state.rights(), state.attention(), events.getLast().status(), received.language(), received.channel(),
                received.receivedAt(), deadline, received.address(), received.name(), records,
                RequestDecisions.moves(state), state.outcome()));
    }

    private static Personal<List<String>> both(Personal<List<String>> first, Personal<List<String>> second) {
        if (first.isErased() || second.isErased()) {
            return Personal.erased();
        }
        Set<String> both = new LinkedHashSet<>(first.orElse(List.of()));
        both.addAll(second.orElse(List.of()));
        return Personal.of(new ArrayList<>(both));
    }

    /** The events of one kind, oldest first. */
    public <E extends RequestEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The last event of one kind. */
    public <E extends RequestEvent> Optional<E> last(Class<E> kind) {
        List<E> all = all(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public boolean has(Class<? extends RequestEvent> kind) {
        return events.stream().anyMatch(kind::isInstance);
    }
}
