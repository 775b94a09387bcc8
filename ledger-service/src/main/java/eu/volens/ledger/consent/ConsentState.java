package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import eu.volens.ledger.consent.ConsentState.Asked.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where a consent record stands: a pure folding of its events. */
public sealed interface ConsentState {

    /** So many of the latest commands are remembered by their idempotency key; a retry is expected within minutes, not decisions. */
    int ANSWERS_REMEMBERED_MAX = 32;

    /** Nothing has happened yet. */
    record Blank() implements ConsentState {}

    /**
     * @param standings by purpose, the latest word on it, wherever on the site it was said
     * @param links     by kind, what the record is linked to now
     * @param answers   by idempotency key, the latest {@value #ANSWERS_REMEMBERED_MAX} commands that recorded something, oldest first
     */
    record Recorded(UUID record, String site, Map<String, Standing> standings, Map<String, UUID> links, Map<UUID, Answer> answers)
            implements ConsentState {

        public Recorded {
            standings = Collections.unmodifiableMap(standings);
            links = Collections.unmodifiableMap(links);
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

        /** Purposes whose word has run out, which is not recorded yet, by when it did. */
        public SortedMap<Instant, List<String>> unnotedExpiriesAt(Instant at) {
            return standings.entrySet().stream().filter(it -> it.getValue().word() != Word.EXPIRED && it.getValue().isExpiredAt(at))
                    .collect(Collectors.groupingBy(it -> it.getValue().expiresAt(), TreeMap::new,
                            Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        }

        private Recorded with(Map<String, Standing> changed) {
            return new Recorded(record, site, changed, links, answers);
        }

        private Recorded linkedTo(Map<String, UUID> changed) {
            return new Recorded(record, site, standings, changed, answers);
        }

        private Recorded remembering(UUID idempotencyKey, Answer answer) {
            var remembered = new LinkedHashMap<>(answers);
            remembered.put(idempotencyKey, answer);
            var forgotten = new ArrayList<>(remembered.keySet()).subList(0, Math.max(0, remembered.size() - ANSWERS_REMEMBERED_MAX));
            forgotten.forEach(remembered::remove);
            return new Recorded(record, site, standings, links, remembered);
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

    /**
     * The latest word on one purpose, and what it was said to.
     *
     * @param foreign it was said elsewhere
     */
    record Standing(Word word, String area, String policyVersion, Instant since, Instant expiresAt, boolean foreign) {

        /** From its last instant on, it no longer holds. */
        public boolean isExpiredAt(Instant at) {
            return word == Word.EXPIRED || !at.isBefore(expiresAt);
        }

        public boolean isGivenAt(Instant at) {
            return word == Word.GIVEN && !isExpiredAt(at);
        }
    }

    /** What a visitor has said last; expired, once that was recorded. */
    enum Word { GIVEN, REFUSED, WITHDRAWN, EXPIRED }

    /** What a command asked and was answered, for when it comes again. */
    record Answer(Asked asked, Receipt receipt) {}

    /**
     * What a command asked, as far as it tells commands apart.
     *
     * @param place   the area; for a link its kind
     * @param given   empty for anything but a decision
     * @param refused what was withdrawn, for a withdrawal
     */
    record Asked(Kind kind, String place, List<String> given, List<String> refused) {

        enum Kind { DECISION, WITHDRAWAL, LINK, UNLINKING }
    }

    static ConsentState of(List<? extends ConsentEvent> events) {
        ConsentState state = new Blank();
        for (var event : events) {
            state = evolve(state, event);
        }
        return state;
    }

    static ConsentState evolve(ConsentState state, ConsentEvent event) {
        return switch (event) {
            case ConsentGiven it -> decided(begun(state, it.record(), it.site()), it.idempotencyKey(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.decidedAt(), it.expiresAt(), false);
            case ConsentRefused it -> decided(begun(state, it.record(), it.site()), it.idempotencyKey(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.decidedAt(), it.expiresAt(), false);
            case ForeignChoiceAttested it -> decided(begun(state, it.record(), it.site()), it.idempotencyKey(), it.area(), it.given(), it.refused(),
                    it.policyVersion(), it.chosenAt(), it.expiresAt(), true);
            case ConsentWithdrawn it -> withdrawn(begun(state, it.record(), it.site()), it);
            case ConsentExpired it -> expired(begun(state, it.record(), it.site()), it);
            case RecordLinked it -> linked(begun(state), it);
            case RecordUnlinked it -> unlinked(begun(state), it);
            case EvidenceKept _ -> state;
        };
    }

    private static Recorded begun(ConsentState state, UUID record, String site) {
        return switch (state) {
            case Blank() -> new Recorded(record, site, Map.of(), Map.of(), Map.of());
            case Recorded recorded -> recorded;
        };
    }

    private static Recorded begun(ConsentState state) {
        return switch (state) {
            case Blank() -> throw new IllegalArgumentException("Nothing has happened yet that could be linked");
            case Recorded recorded -> recorded;
        };
    }

    private static Recorded decided(Recorded before, UUID idempotencyKey, String area, List<String> given, List<String> refused,
            String policyVersion, Instant decidedAt, Instant expiresAt, boolean foreign) {
        var standings = new LinkedHashMap<>(before.standings());
        var yes = new Standing(Word.GIVEN, area, policyVersion, decidedAt, expiresAt, foreign);
        var no = new Standing(Word.REFUSED, area, policyVersion, decidedAt, expiresAt, foreign);
        given.forEach(purpose -> standings.put(purpose, yes));
        refused.forEach(purpose -> standings.put(purpose, no));
        var receipt = new Receipt(before.record(), before.site(), area, given, refused, policyVersion, decidedAt, expiresAt);
        return before.with(standings).remembering(idempotencyKey, new Answer(new Asked(Kind.DECISION, area, given, refused), receipt));
    }

    private static Recorded withdrawn(Recorded before, ConsentWithdrawn event) {
        var standings = new LinkedHashMap<>(before.standings());
        event.purposes().forEach(purpose -> standings.put(purpose, new Standing(Word.WITHDRAWN, event.area(), event.policyVersion(),
                event.withdrawnAt(), event.expiresAt(), false)));
        var after = before.with(standings);
        return after.remembering(event.idempotencyKey(), new Answer(new Asked(Kind.WITHDRAWAL, event.area(), List.of(), event.purposes()),
                after.receiptAt(event.withdrawnAt())));
    }

    private static Recorded expired(Recorded before, ConsentExpired event) {
        var standings = new LinkedHashMap<>(before.standings());
        event.purposes().forEach(purpose -> standings.computeIfPresent(purpose, (_, it) ->
                new Standing(Word.EXPIRED, it.area(), it.policyVersion(), it.since(), it.expiresAt(), it.foreign())));
        return before.with(standings);
    }

    private static Recorded linked(Recorded before, RecordLinked event) {
        var links = new TreeMap<>(before.links());
        links.put(event.kind(), event.link());
        return before.linkedTo(links).remembering(event.link(), new Answer(new Asked(Kind.LINK, event.kind(), List.of(), List.of()),
                before.receiptAt(event.linkedAt())));
    }

    private static Recorded unlinked(Recorded before, RecordUnlinked event) {
        var links = new TreeMap<>(before.links());
        links.remove(event.kind(), event.link());
        return before.linkedTo(links).remembering(event.idempotencyKey(), new Answer(new Asked(Kind.UNLINKING, event.kind(), List.of(), List.of()),
                before.receiptAt(event.unlinkedAt())));
    }
}
