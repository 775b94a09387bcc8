package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentState.Answer;
import eu.volens.ledger.consent.ConsentState.Recorded;
import eu.volens.ledger.consent.ConsentState.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent record as it rests between its events, so that one whose visitor changed their mind a thousand times loads as fast as any.
 * Stored as {@code consent.snapshot/1}; lists where the order matters, because JSON objects have none.
 */
record ConsentSnapshot(UUID record, String site, List<Purpose> purposes, List<Answered> answers) {

    record Purpose(String purpose, Standing standing) {}

    /** Exactly one of the three is there. */
    record Answered(@Nullable ConsentGiven given, @Nullable ConsentRefused refused, @Nullable ConsentWithdrawn withdrawn, Receipt receipt) {

        static Answered of(Answer answer) {
            return switch (answer.event()) {
                case ConsentGiven it -> new Answered(it, null, null, answer.receipt());
                case ConsentRefused it -> new Answered(null, it, null, answer.receipt());
                case ConsentWithdrawn it -> new Answered(null, null, it, answer.receipt());
            };
        }

        Answer answer() {
            if (given != null) {
                return new Answer(given, receipt);
            }
            if (refused != null) {
                return new Answer(refused, receipt);
            }
            if (withdrawn != null) {
                return new Answer(withdrawn, receipt);
            }
            throw new IllegalArgumentException("An answer to no event");
        }
    }

    static ConsentSnapshot of(ConsentState state) {
        return switch (state) {
            case ConsentState.Blank() -> throw new IllegalStateException("Nothing has happened");
            case Recorded recorded -> new ConsentSnapshot(recorded.record(), recorded.site(),
                    recorded.standings().entrySet().stream().map(it -> new Purpose(it.getKey(), it.getValue())).toList(),
                    recorded.answers().values().stream().map(Answered::of).toList());
        };
    }

    Recorded state() {
        Map<String, Standing> standings = new LinkedHashMap<>();
        purposes.forEach(it -> standings.put(it.purpose(), it.standing()));
        Map<UUID, Answer> remembered = new LinkedHashMap<>();
        answers.stream().map(Answered::answer).forEach(it -> remembered.put(it.event().idempotencyKey(), it));
        return new Recorded(record, site, standings, remembered);
    }
}
