package eu.volens.eventstore;

import eu.volens.eventstore.WaitingRoom.Unit;
import eu.volens.eventstore.personal.PersonId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Units of work that share a transaction: which of them may be stored, where, and what the others are told. */
final class Batch {

    private final LogTable.Head head;
    private final Instant recordedAt;
    private final List<PendingEvent> accepted = new ArrayList<>();
    private final List<Unit> stored = new ArrayList<>();
    private final Map<Unit, RuntimeException> refused = new LinkedHashMap<>();

    private Batch(LogTable.Head head, Instant recordedAt) {
        this.head = head;
        this.recordedAt = recordedAt;
    }

    /** Locks the log, decides unit by unit, and inserts what is accepted; the transaction is left open. */
    static Batch insert(Connection connection, List<Unit> units, InstantSource clock) throws SQLException {
        Set<UUID> streams = new HashSet<>();
        Set<UUID> persons = new HashSet<>();
        for (Unit unit : units) {
            for (PendingEvent event : unit.events()) {
                streams.add(event.stream());
                if (event.person() != null) {
                    persons.add(event.person());
                }
            }
        }
        LogTable.Before before = LogTable.lockAndLook(connection, streams, persons);
        Batch batch = new Batch(before.head(), before.head().next(clock));
        batch.decide(units, before.lastSequences(), before.erased());
        if (!batch.isEmpty()) {
            LogTable.append(connection, batch.accepted, before.head(), batch.recordedAt);
        }
        return batch;
    }

    private void decide(List<Unit> units, Map<UUID, Long> lastSequences, Set<UUID> erased) {
        for (Unit unit : units) {
            RuntimeException refusal = refusal(unit, lastSequences, erased);
            if (refusal == null) {
                accepted.addAll(unit.events());
                stored.add(unit);
            } else {
                refused.put(unit, refusal);
            }
        }
    }

    /** Why the unit cannot be stored; null, with the last sequences moved on, when it can. */
    private static @Nullable RuntimeException refusal(Unit unit, Map<UUID, Long> lastSequences, Set<UUID> erased) {
        Map<UUID, Long> after = new HashMap<>();
        for (PendingEvent event : unit.events()) {
            long last = after.getOrDefault(event.stream(), lastSequences.getOrDefault(event.stream(), -1L));
            if (event.sequence() != last + 1) {
                return new ConcurrencyException(
                        "Sequence " + event.sequence() + " of stream " + event.stream() + " is not the next one: somebody else was faster");
            }
            if (event.person() != null && erased.contains(event.person())) {
                return new ErasedPersonException(new PersonId(event.person()));
            }
            after.put(event.stream(), event.sequence());
        }
        lastSequences.putAll(after);
        return null;
    }

    boolean isEmpty() {
        return accepted.isEmpty();
    }

    /** The head of the log once this is committed. */
    long lastPosition() {
        return head.position() + accepted.size();
    }

    /** Whether this batch is in the log, asked of the database when nobody saw the commit end. */
    boolean isStored(Connection connection) throws SQLException {
        LogTable.lockHead(connection);
        return LogTable.holds(connection, accepted, head, recordedAt);
    }

    /** To be called once the commit is durable. */
    void tell() {
        stored.forEach(unit -> unit.stored().complete(null));
        refused.forEach((unit, refusal) -> unit.stored().completeExceptionally(refusal));
    }
}
