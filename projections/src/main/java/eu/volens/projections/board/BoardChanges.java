package eu.volens.projections.board;

import eu.volens.projections.feed.Arrival;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentExpired;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
import eu.volens.wire.WireEvent.RequestReceived;
import eu.volens.wire.WireEvent.RequestStepTaken;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events changes on the board.
 *
 * @param opened requests received in this batch, already moved by its later steps
 * @param moved  what changed in requests received before
 */
record BoardChanges(Map<UUID, BoardRow> opened, Map<UUID, Move> moved) {

    static final String RECEIVED = "received";

    /**
     * Where a request stands after one step or several.
     *
     * @param rights as last classified; null where no step said so
     * @param dueOn  as extended; null where no step said so
     */
    record Move(String status, @Nullable List<String> rights, @Nullable LocalDate dueOn) {

        static Move of(RequestStepTaken taken) {
            return switch (taken.step()) {
                case "classified" -> new Move(taken.status(), words(taken.facts().get("rights")), null);
                case "extended" -> new Move(taken.status(), null, day(taken.facts().get("dueOn")));
                default -> new Move(taken.status(), null, null);
            };
        }

        Move then(Move later) {
            return new Move(later.status, later.rights == null ? rights : later.rights, later.dueOn == null ? dueOn : later.dueOn);
        }

        BoardRow on(BoardRow row) {
            return new BoardRow(row.caseId(), row.caseNumber(), rights == null ? row.rights() : rights, status, row.language(),
                    row.receivedAt(), dueOn == null ? row.dueOn() : dueOn);
        }

        private static @Nullable List<String> words(@Nullable String fact) {
            return fact == null ? null : Arrays.stream(fact.split(" ")).filter(word -> !word.isEmpty()).toList();
        }

        /** Whatever a later version may write there, the board goes on. */
        private static @Nullable LocalDate day(@Nullable String fact) {
            try {
                return fact == null ? null : LocalDate.parse(fact);
            } catch (DateTimeParseException unreadable) {
                return null;
            }
        }
    }

    static BoardChanges of(List<Arrival> batch) {
        BoardChanges changes = new BoardChanges(new LinkedHashMap<>(), new LinkedHashMap<>());
        batch.forEach(arrival -> arrival.event().ifPresent(changes::add));
        return changes;
    }

    private void add(WireEvent event) {
        switch (event) {
            case RequestReceived received -> opened.put(received.caseId(), new BoardRow(received.caseId(), received.caseNumber(),
                    received.rights(), RECEIVED, received.language(), received.receivedAt(), received.dueOn()));
            case RequestStepTaken taken -> move(taken.caseId(), Move.of(taken));
            case ConsentDecided _, ConsentWithdrawn _, ConsentExpired _, PolicyPublished _ -> { }
        }
    }

    private void move(UUID caseId, Move move) {
        if (opened.computeIfPresent(caseId, (_, row) -> move.on(row)) == null) {
            moved.merge(caseId, move, Move::then);
        }
    }
}
