package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as its own events tell it, at the moment they were read.
 *
 * @param events         all of them, oldest first; never empty
 * @param rights         as last classified
 * @param deadline       as extended, once it is
 * @param consentRecords named in the message or attached when confirming; erased together with the person
 * @param rulings        what was decided so far
 * @param openTasks      of the granted rights: which holders have not carried them out
 * @param doubts         those nobody has settled
 * @param needsPackage   whether the answer carries data
 * @param leftOut        what those data leave out: what one granted copy gives is in the package, also when another leaves it out
 */
public record CaseFacts(List<RequestEvent> events, UUID caseId, String caseNumber, PersonId person, List<Right> rights,
        List<Attention> attention, Status status, String language, String channel, Instant receivedAt, Deadline deadline,
        Personal<String> address, Personal<String> name, Personal<List<String>> consentRecords,
        Set<CaseFile.Move> moves, @Nullable Outcome outcome, Map<Right, Ruling> rulings, Map<Right, List<String>> openTasks,
        boolean identityConfirmed, Set<Doubt> doubts, boolean extended, boolean needsPackage, LeftOut leftOut) {

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
            } else if (event instanceof RequestEvent.AddressConfirmed confirmed) {
                records = both(records, confirmed.consentRecords());
            }
        }
        Deadline deadline = Objects.requireNonNull(state.clock().deadline());
        return Optional.of(new CaseFacts(List.copyOf(events), received.caseId(), received.caseNumber(), received.person(),
                state.rights(), state.attention(), events.getLast().status(), received.language(), received.channel(),
                received.receivedAt(), deadline, received.address(), received.name(), records,
                Moves.of(state), state.outcome(), rulings(state), openTasks(state), state.identity().confirmed(),
                state.identity().doubts(), state.clock().extended(), state.needsPackage(), state.leftOut()));
    }

    private static Personal<List<String>> both(Personal<List<String>> first, Personal<List<String>> second) {
        if (first.isErased() || second.isErased()) {
            return Personal.erased();
        }
        Set<String> both = new LinkedHashSet<>(first.orElse(List.of()));
        both.addAll(second.orElse(List.of()));
        return Personal.of(new ArrayList<>(both));
    }

    private static Map<Right, Ruling> rulings(RequestState state) {
        Map<Right, Ruling> rulings = new EnumMap<>(Right.class);
        state.answer().decided().forEach((right, decided) -> rulings.put(right, decided.ruling()));
        return rulings;
    }

    private static Map<Right, List<String>> openTasks(RequestState state) {
        Map<Right, List<String>> open = new EnumMap<>(Right.class);
        state.answer().tasks().forEach((right, tasks) -> {
            List<String> holders = tasks.holders().stream().filter(holder -> !tasks.done().contains(holder)).sorted().toList();
            if (state.isGranted(right) && !holders.isEmpty()) {
                open.put(right, holders);
            }
        });
        return open;
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
