package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentState.Answer;
import eu.volens.ledger.consent.ConsentState.Recorded;
import eu.volens.ledger.consent.ConsentState.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A consent record as it rests between its events, so that one whose visitor changed their mind a thousand times loads as fast as any.
 * Stored as {@code consent.snapshot/2}; lists where the order matters, because JSON objects have none.
 */
record ConsentSnapshot(UUID record, String site, List<Purpose> purposes, Map<String, UUID> links, List<Remembered> answers) {

    record Purpose(String purpose, Standing standing) {}

    record Remembered(UUID idempotencyKey, Answer answer) {}

    static ConsentSnapshot of(ConsentState state) {
        return switch (state) {
            case ConsentState.Blank() -> throw new IllegalStateException("Nothing has happened");
            case Recorded recorded -> new ConsentSnapshot(recorded.record(), recorded.site(),
                    recorded.standings().entrySet().stream().map(it -> new Purpose(it.getKey(), it.getValue())).toList(), recorded.links(),
                    recorded.answers().entrySet().stream().map(it -> new Remembered(it.getKey(), it.getValue())).toList());
        };
    }

    Recorded state() {
        Map<String, Standing> standings = new LinkedHashMap<>();
        purposes.forEach(it -> standings.put(it.purpose(), it.standing()));
        Map<UUID, Answer> remembered = new LinkedHashMap<>();
        answers.forEach(it -> remembered.put(it.idempotencyKey(), it.answer()));
        return new Recorded(record, site, standings, links, remembered);
    }
}
