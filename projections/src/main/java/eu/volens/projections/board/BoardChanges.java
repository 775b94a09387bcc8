package eu.volens.projections.board;

import eu.volens.projections.feed.Arrival;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentExpired;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
import eu.volens.wire.WireEvent.RequestReceived;
import eu.volens.wire.WireEvent.RequestStepTaken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a batch of events changes on the board.
 *
 * @param opened requests received in this batch, already moved by its later steps
 * @param moved  the new status of requests received before
 */
record BoardChanges(Map<UUID, BoardRow> opened, Map<UUID, String> moved) {

    static final String RECEIVED = "received";

    static BoardChanges of(List<Arrival> batch) {
        BoardChanges changes = new BoardChanges(new LinkedHashMap<>(), new LinkedHashMap<>());
        batch.forEach(arrival -> arrival.event().ifPresent(changes::add));
        return changes;
    }

    private void add(WireEvent event) {
        switch (event) {
            case RequestReceived received -> opened.put(received.caseId(), new BoardRow(received.caseId(), received.caseNumber(),
                    received.rights(), RECEIVED, received.language(), received.receivedAt(), received.dueOn()));
            case RequestStepTaken taken -> move(taken);
            case ConsentDecided _, ConsentWithdrawn _, ConsentExpired _, PolicyPublished _ -> { }
        }
    }

    private void move(RequestStepTaken taken) {
        if (opened.computeIfPresent(taken.caseId(), (_, row) -> row.at(taken.status())) == null) {
            moved.put(taken.caseId(), taken.status());
        }
    }
}
