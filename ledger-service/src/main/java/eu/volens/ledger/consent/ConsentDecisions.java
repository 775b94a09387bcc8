package eu.volens.ledger.consent;

import eu.volens.eventstore.personal.Personal;
import eu.volens.ledger.consent.ConsentCommand.Evidence;
import eu.volens.ledger.consent.ConsentCommand.ForeignChoice;
import eu.volens.ledger.consent.ConsentCommand.LinkRecord;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.UnlinkRecord;
import eu.volens.ledger.consent.ConsentCommand.Visit;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.Kept;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import eu.volens.ledger.consent.ConsentEvent.Snapshot;
import eu.volens.ledger.consent.ConsentState.Asked;
import eu.volens.ledger.consent.ConsentState.Asked.Kind;
import eu.volens.ledger.consent.ConsentState.Blank;
import eu.volens.ledger.consent.ConsentState.Recorded;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The rules of consent: what a command leads to, given where the record stands and which policies hold. Pure; the same question always
 * has the same answer.
 */
final class ConsentDecisions {

    /** What a command leads to. */
    sealed interface Outcome {

        /** These have happened, in this order, all or none. */
        record Happened(List<ConsentEvent> events) implements Outcome {}

        /** Nothing is to be recorded: the command came before, or there was nothing to withdraw. */
        record Unchanged(Receipt receipt) implements Outcome {}

        /** The command is not carried out. */
        record Rejected(Rejection rejection) implements Outcome {}
    }

    private ConsentDecisions() {}

    static Outcome decide(ConsentState state, ConsentCommand command, PoliciesInForce policies) {
        var repeated = repeated(state, command);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        return switch (command) {
            case RecordDecision decision -> decide(state, decision, policies);
            case WithdrawConsent withdrawal -> withdraw(state, withdrawal, policies);
            case LinkRecord link -> link(state, link);
            case UnlinkRecord unlinking -> unlink(state, unlinking);
        };
    }

    /** A retry is answered before anything is checked: the policy may have changed since, the answer may not. */
    private static Optional<Outcome> repeated(ConsentState state, ConsentCommand command) {
        return switch (state) {
            case Blank() -> Optional.empty();
            case Recorded recorded -> recorded.answerTo(command.idempotencyKey()).map(answer -> isAnsweredBy(command, recorded, answer.asked())
                    ? new Outcome.Unchanged(answer.receipt())
                    : new Outcome.Rejected(new Rejection.IdempotencyKeyReused()));
        };
    }

    private static boolean isAnsweredBy(ConsentCommand command, Recorded recorded, Asked asked) {
        return switch (command) {
            case RecordDecision decision -> asked.kind() == Kind.DECISION && decision.site().equals(recorded.site())
                    && decision.area().equals(asked.place()) && areTheSame(decision.given(), asked.given())
                    && areTheSame(decision.refused(), asked.refused());
            case WithdrawConsent withdrawal -> asked.kind() == Kind.WITHDRAWAL && withdrawal.site().equals(recorded.site())
                    && withdrawal.area().equals(asked.place())
                    && withdrawal.purposes().map(purposes -> purposes.containsAll(asked.refused())).orElse(true);
            case LinkRecord link -> asked.kind() == Kind.LINK && link.kind().code().equals(asked.place());
            case UnlinkRecord unlinking -> asked.kind() == Kind.UNLINKING && unlinking.kind().code().equals(asked.place());
        };
    }

    private static boolean areTheSame(List<String> some, List<String> others) {
        return new HashSet<>(some).equals(new HashSet<>(others));
    }

    /** The choice is checked against the version that was shown: an editorial change meanwhile may ask about less. */
    private static Outcome decide(ConsentState state, RecordDecision command, PoliciesInForce policies) {
        var policy = policies.of(command.site());
        if (policy.isEmpty()) {
            return rejected(new Rejection.UnknownSite());
        }
        var shown = policy.get().shown(command.policyVersion());
        var content = shown.orElse(policy.get().content());
        var area = content.area(command.area());
        var rejection = checkPlace(state, content, area, command.language());
        if (rejection.isEmpty() && shown.isEmpty()) {
            rejection = Optional.of(new Rejection.StalePolicy(policy.get().version()));
        }
        if (rejection.isEmpty()) {
            rejection = checkChoice(command, area.orElseThrow(), content.register());
        }
        if (rejection.isEmpty()) {
            rejection = command.evidence().foreign().flatMap(it -> checkForeign(state, it, command.at(), content.site()));
        }
        return rejection.<Outcome>map(Outcome.Rejected::new).orElseGet(() -> new Outcome.Happened(events(state, command, content.site())));
    }

    private static Optional<Rejection> checkPlace(ConsentState state, FrozenPolicy policy, Optional<Area> area, String language) {
        if (state instanceof Recorded recorded && !recorded.site().equals(policy.site().id())) {
            return Optional.of(new Rejection.RecordOfOtherSite());
        }
        if (area.isEmpty()) {
            return Optional.of(new Rejection.UnknownArea());
        }
        var languages = policy.languages();
        return languages.contains(language) ? Optional.empty() : Optional.of(new Rejection.UnknownLanguage(languages));
    }

    private static Optional<Rejection> checkChoice(RecordDecision command, Area area, CookieRegister register) {
        if (!area.isAsking()) {
            return Optional.of(new Rejection.NothingToDecide());
        }
        var answered = new HashSet<String>();
        for (var purpose : Stream.concat(command.given().stream(), command.refused().stream()).toList()) {
            if (register.purpose(purpose).isEmpty()) {
                return Optional.of(new Rejection.UnknownPurpose(purpose));
            }
            if (!area.asks().contains(purpose)) {
                return Optional.of(new Rejection.PurposeNotOffered(purpose, area.asks()));
            }
            if (!answered.add(purpose)) {
                return Optional.of(new Rejection.PurposeNamedTwice(purpose));
            }
        }
        var unanswered = area.asks().stream().filter(purpose -> !answered.contains(purpose)).toList();
        if (!unanswered.isEmpty()) {
            return Optional.of(new Rejection.PurposesUnanswered(unanswered));
        }
        return contradicts(command) ? Optional.of(new Rejection.MethodContradictsChoice(command.method().code())) : Optional.empty();
    }

    private static boolean contradicts(RecordDecision command) {
        return switch (command.method()) {
            case Method.ACCEPT_ALL -> !command.refused().isEmpty();
            case Method.REFUSE_ALL, Method.CLOSE -> !command.given().isEmpty();
            case Method.CHOOSE, Method.FOREIGN -> false;
        };
    }

    /** What somebody else recorded can begin a record here, and never overrules what was said here. It is as old as they say. */
    private static Optional<Rejection> checkForeign(ConsentState state, ForeignChoice foreign, Instant at, Site site) {
        if (state instanceof Recorded) {
            return Optional.of(new Rejection.ForeignChoiceTooLate());
        }
        return at.isBefore(expiry(foreign.chosenAt(), site)) ? Optional.empty() : Optional.of(new Rejection.ForeignChoiceExpired());
    }

    /** What ran out meanwhile is noted; what was given and no longer is, is withdrawn; then the decision stands as the latest word. */
    private static List<ConsentEvent> events(ConsentState state, RecordDecision command, Site site) {
        var expiresAt = expiry(command.at(), site);
        var events = new ArrayList<>(expiries(state, command.at()));
        var dropped = switch (state) {
            case Blank() -> List.<String>of();
            case Recorded recorded -> command.refused().stream().filter(recorded.givenAt(command.at())::contains).toList();
        };
        if (!dropped.isEmpty()) {
            events.add(new ConsentWithdrawn(command.record(), command.site(), command.area(), dropped, command.policyVersion(),
                    command.language(), command.evidence().gpc(), command.evidence().clientTime().orElse(null), command.at(), expiresAt,
                    command.idempotencyKey()));
        }
        events.add(command.evidence().foreign().map(it -> attested(command, it, site)).orElseGet(() -> decided(command, expiresAt)));
        kept(command.record(), command.evidence(), command.idempotencyKey(), command.at()).ifPresent(events::add);
        return events;
    }

    /** Each word that has run out since the record was touched last, once. */
    private static List<ConsentEvent> expiries(ConsentState state, Instant at) {
        return switch (state) {
            case Blank() -> List.of();
            case Recorded recorded -> recorded.unnotedExpiriesAt(at).entrySet().stream().<ConsentEvent>map(it ->
                    new ConsentExpired(recorded.record(), recorded.site(), it.getValue(), it.getKey(), at)).toList();
        };
    }

    private static ConsentEvent decided(RecordDecision it, Instant expiresAt) {
        var snapshot = it.snapshot().map(shown -> new Snapshot(shown.configuration(), shown.issuedAt())).orElse(null);
        var clientTime = it.evidence().clientTime().orElse(null);
        return it.given().isEmpty()
                ? new ConsentRefused(it.record(), it.site(), it.area(), it.given(), it.refused(), it.policyVersion(), it.language(),
                        it.layer().code(), it.method().code(), snapshot, it.evidence().gpc(), clientTime, it.at(), expiresAt, it.idempotencyKey())
                : new ConsentGiven(it.record(), it.site(), it.area(), it.given(), it.refused(), it.policyVersion(), it.language(),
                        it.layer().code(), it.method().code(), snapshot, it.evidence().gpc(), clientTime, it.at(), expiresAt, it.idempotencyKey());
    }

    /** A clock that runs ahead makes no choice younger than the moment it was told. */
    private static ConsentEvent attested(RecordDecision it, ForeignChoice foreign, Site site) {
        var chosenAt = foreign.chosenAt().isAfter(it.at()) ? it.at() : foreign.chosenAt();
        return new ForeignChoiceAttested(it.record(), it.site(), it.area(), it.given(), it.refused(), it.policyVersion(), it.language(),
                foreign.source(), foreign.said(), foreign.version().orElse(null), foreign.region().orElse(null), it.evidence().gpc(),
                it.evidence().clientTime().orElse(null), chosenAt, it.at(), expiry(chosenAt, site), it.idempotencyKey());
    }

    private static Optional<ConsentEvent> kept(UUID record, Evidence evidence, UUID idempotencyKey, Instant at) {
        var stamp = evidence.foreign().flatMap(ForeignChoice::stamp);
        if (evidence.visit().isEmpty() && stamp.isEmpty()) {
            return Optional.empty();
        }
        var kept = new Kept(evidence.visit().map(Visit::device).orElse(null), evidence.visit().map(Visit::network).orElse(null), stamp.orElse(null));
        return Optional.of(new EvidenceKept(record, RecordPerson.of(record), Personal.of(kept), idempotencyKey, at));
    }

    /** Taking back is never refused for reasons of policy: it needs no current version, and works from any area of the site. */
    private static Outcome withdraw(ConsentState state, WithdrawConsent command, PoliciesInForce policies) {
        return switch (state) {
            case Blank() -> rejected(new Rejection.UnknownRecord());
            case Recorded recorded -> withdraw(recorded, command, policies);
        };
    }

    private static Outcome withdraw(Recorded recorded, WithdrawConsent command, PoliciesInForce policies) {
        var policy = policies.of(command.site());
        if (policy.isEmpty()) {
            return rejected(new Rejection.UnknownSite());
        }
        var rejection = checkPlace(recorded, policy.get().content(), policy.get().area(command.area()), command.language())
                .or(() -> checkWithdrawn(recorded, command, policy.get().register()));
        if (rejection.isPresent()) {
            return rejected(rejection.get());
        }
        var events = new ArrayList<>(expiries(recorded, command.at()));
        var given = recorded.givenAt(command.at());
        var withdrawn = command.purposes().map(purposes -> given.stream().filter(purposes::contains).toList()).orElse(given);
        if (withdrawn.isEmpty()) {
            return events.isEmpty() ? new Outcome.Unchanged(recorded.receiptAt(command.at())) : new Outcome.Happened(events);
        }
        events.add(new ConsentWithdrawn(command.record(), command.site(), command.area(), withdrawn,
                policy.get().version(), command.language(), command.evidence().gpc(),
                command.evidence().clientTime().orElse(null), command.at(), expiry(command.at(), policy.get().site()), command.idempotencyKey()));
        kept(command.record(), command.evidence(), command.idempotencyKey(), command.at()).ifPresent(events::add);
        return new Outcome.Happened(events);
    }

    /** A new link takes the place of one of the same kind. */
    private static Outcome link(ConsentState state, LinkRecord command) {
        return switch (state) {
            case Blank() -> rejected(new Rejection.UnknownRecord());
            case Recorded recorded -> {
                var events = new ArrayList<>(expiries(recorded, command.at()));
                var before = recorded.links().get(command.kind().code());
                if (before != null) {
                    events.add(new RecordUnlinked(command.record(), command.kind().code(), before, command.idempotencyKey(), command.at()));
                }
                events.add(new RecordLinked(command.record(), RecordPerson.of(command.record()), command.kind().code(), Personal.of(command.value()),
                        command.idempotencyKey(), command.at()));
                yield new Outcome.Happened(events);
            }
        };
    }

    private static Outcome unlink(ConsentState state, UnlinkRecord command) {
        return switch (state) {
            case Blank() -> rejected(new Rejection.UnknownRecord());
            case Recorded recorded -> {
                var link = recorded.links().get(command.kind().code());
                yield link == null ? new Outcome.Unchanged(recorded.receiptAt(command.at())) : new Outcome.Happened(List.of(
                        new RecordUnlinked(command.record(), command.kind().code(), link, command.idempotencyKey(), command.at())));
            }
        };
    }

    /** A purpose that has left the register since it was given can still be withdrawn. */
    private static Optional<Rejection> checkWithdrawn(Recorded recorded, WithdrawConsent command, CookieRegister register) {
        for (var name : command.purposes().orElse(List.of())) {
            var purpose = register.purpose(name);
            if (purpose.isEmpty() && !recorded.standings().containsKey(name)) {
                return Optional.of(new Rejection.UnknownPurpose(name));
            }
            if (purpose.isPresent() && purpose.get().required()) {
                return Optional.of(new Rejection.PurposeNotOffered(name, recorded.givenAt(command.at())));
            }
        }
        return Optional.empty();
    }

    private static Instant expiry(Instant at, Site site) {
        return at.plus(Duration.ofDays(site.lifetimeDays()));
    }

    private static Outcome rejected(Rejection rejection) {
        return new Outcome.Rejected(rejection);
    }
}
