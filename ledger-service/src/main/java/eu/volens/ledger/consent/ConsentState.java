package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Where a consent record stands: a pure folding of its events. */
public sealed interface ConsentState {

    /** So many of the latest commands are remembered by their idempotency key; a retry is expected within minutes, not decisions. */
    int ANSWERS_REMEMBERED_MAX = 32;

    /** Nothing has happened yet. */
    record Blank() implements ConsentState {}

    /**
     * @param standings by purpose, the latest word on it, wherever on the site it was said
     * @param answers   by idempotency key, the latest {@value #ANSWERS_REMEMBERED_MAX} commands that recorded something, oldest first
     */
    record Recorded(UUID record, String site, Map<String, Standing> standings, Map<UUID, Answer> answers) implements ConsentState {

        public Recorded {
            standings = Collections.unmodifiableMap(standings);
            answers = Collections.unmodifiableMap(answers);
        }

        public Optional<Answer> answerTo(UUID idempotencyKey) {
            return Optional.ofNullable(answers.get(idempotencyKey));
        }

        /** Purposes that are given and have not expired. */
        public List<String> givenAt(Instant at) {
            return purposes(standing -> standing.isGivenAt(at));
        }

        /** Purposes that are refused or withdrawn, and are not to be asked about again yet. */
        public List<String> refusedAt(Instant at) {
            return purposes(standing -> !standing.isExpiredAt(at) && standing.word() != Word.GIVEN);
        }

        private List<String> purposes(Predicate<Standing> which) {
            return standings.entrySet().stream().filter(entry -> which.test(entry.getValue())).map(Map.Entry::getKey).toList();
        }

        /** Everything together, with the time and the policy of the latest word, and the first expiry that is still to come. */
        public Receipt receiptAt(Instant at) {
            var latest = standings.values().stream().max(Comparator.comparing(Standing::since)).orElseThrow();
            var expiresAt = standings.values().stream().map(Standing::expiresAt).filter(at::isBefore).min(Comparator.naturalOrder())
                    .orElse(latest.expiresAt());
            return new Receipt(record, site, latest.area(), givenAt(at), refusedAt(at), latest.policyVersion(), latest.since(),
                    expiresAt);
        }
    }

    /** The latest word on one purpose, and what it was said to. */
    record Standing(Word word, String area, String policyVersion, Instant since, Instant expiresAt) {

        /** From its last instant on, it no longer holds. */
        public boolean isExpiredAt(Instant at) {
            return !at.isBefore(expiresAt);
        }

        public boolean isGivenAt(Instant at) {
            return word == Word.GIVEN && !isExpiredAt(at);
        }
    }

    /** What a visitor has said last. */
    enum Word { GIVEN, REFUSED, WITHDRAWN }

    /** What a command led to, for when it comes again. */
    record Answer(ConsentEvent event, Receipt receipt) {}

    static ConsentState of(List<? extends ConsentEvent> events) {
        ConsentState state = new Blank();
        for (var event : events) {
            state = evolve(state, event);
        }
        return state;
    }

    static Recorded evolve(ConsentState state, ConsentEvent event) {
        var before = switch (state) {
            case Blank() -> new Recorded(event.record(), event.site(), Map.of(), Map.of());
            case Recorded recorded -> recorded;
        };
        return switch (event) {
            case ConsentGiven it -> decided(before, it, it.given(), it.refused(), it.policyVersion(), it.decidedAt(), it.expiresAt());
            case ConsentRefused it -> decided(before, it, it.given(), it.refused(), it.policyVersion(), it.decidedAt(), it.expiresAt());
            case ConsentWithdrawn it -> withdrawn(before, it);
        };
    }

    private static Recorded decided(Recorded before, ConsentEvent event, List<String> given, List<String> refused, String policyVersion,
            Instant decidedAt, Instant expiresAt) {
        var standings = new LinkedHashMap<>(before.standings());
        var yes = new Standing(Word.GIVEN, event.area(), policyVersion, decidedAt, expiresAt);
        var no = new Standing(Word.REFUSED, event.area(), policyVersion, decidedAt, expiresAt);
        given.forEach(purpose -> standings.put(purpose, yes));
        refused.forEach(purpose -> standings.put(purpose, no));
        var receipt = new Receipt(event.record(), event.site(), event.area(), given, refused, policyVersion, decidedAt, expiresAt);
        return remember(new Recorded(before.record(), before.site(), standings, before.answers()), event, receipt);
    }

    private static Recorded withdrawn(Recorded before, ConsentWithdrawn event) {
        var standings = new LinkedHashMap<>(before.standings());
        event.purposes().forEach(purpose -> standings.put(purpose, new Standing(Word.WITHDRAWN, event.area(), event.policyVersion(),
                event.withdrawnAt(), event.expiresAt())));
        var after = new Recorded(before.record(), before.site(), standings, before.answers());
        return remember(after, event, after.receiptAt(event.withdrawnAt()));
    }

    private static Recorded remember(Recorded recorded, ConsentEvent event, Receipt receipt) {
        var answers = new LinkedHashMap<>(recorded.answers());
        answers.put(event.idempotencyKey(), new Answer(event, receipt));
        var forgotten = new ArrayList<>(answers.keySet()).subList(0, Math.max(0, answers.size() - ANSWERS_REMEMBERED_MAX));
        forgotten.forEach(answers::remove);
        return new Recorded(recorded.record(), recorded.site(), recorded.standings(), answers);
    }
}
