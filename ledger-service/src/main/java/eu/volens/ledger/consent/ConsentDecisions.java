package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
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
        };
    }

    /** A retry is answered before anything is checked: the policy may have changed since, the answer may not. */
    private static Optional<Outcome> repeated(ConsentState state, ConsentCommand command) {
        return switch (state) {
            case Blank() -> Optional.empty();
            case Recorded recorded -> recorded.answerTo(command.idempotencyKey()).map(answer -> isAnsweredBy(command, answer.event())
                    ? new Outcome.Unchanged(answer.receipt())
                    : new Outcome.Rejected(new Rejection.IdempotencyKeyReused()));
        };
    }

    private static boolean isAnsweredBy(ConsentCommand command, ConsentEvent event) {
        var samePlace = command.site().equals(event.site()) && command.area().equals(event.area());
        return samePlace && switch (event) {
            case ConsentGiven given -> saysTheSame(command, given.given(), given.refused());
            case ConsentRefused refused -> saysTheSame(command, refused.given(), refused.refused());
            case ConsentWithdrawn withdrawn -> command instanceof WithdrawConsent withdrawal
                    && withdrawal.purposes().map(purposes -> purposes.containsAll(withdrawn.purposes())).orElse(true);
        };
    }

    private static boolean saysTheSame(ConsentCommand command, List<String> given, List<String> refused) {
        return command instanceof RecordDecision decision && new HashSet<>(decision.given()).equals(new HashSet<>(given))
                && new HashSet<>(decision.refused()).equals(new HashSet<>(refused));
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
            case Method.CHOOSE -> false;
        };
    }

    /** What was given and no longer is, is withdrawn first; then the decision stands as the latest word. */
    private static List<ConsentEvent> events(ConsentState state, RecordDecision command, Site site) {
        var expiresAt = expiry(command.at(), site);
        var events = new ArrayList<ConsentEvent>();
        var dropped = switch (state) {
            case Blank() -> List.<String>of();
            case Recorded recorded -> command.refused().stream().filter(recorded.givenAt(command.at())::contains).toList();
        };
        if (!dropped.isEmpty()) {
            events.add(new ConsentWithdrawn(command.record(), command.site(), command.area(), dropped, command.policyVersion(),
                    command.language(), command.at(), expiresAt, command.idempotencyKey()));
        }
        events.add(command.given().isEmpty()
                ? new ConsentRefused(command.record(), command.site(), command.area(), command.given(), command.refused(),
                        command.policyVersion(), command.language(), command.layer().code(), command.method().code(), command.at(),
                        expiresAt, command.idempotencyKey())
                : new ConsentGiven(command.record(), command.site(), command.area(), command.given(), command.refused(),
                        command.policyVersion(), command.language(), command.layer().code(), command.method().code(), command.at(),
                        expiresAt, command.idempotencyKey()));
        return events;
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
        var given = recorded.givenAt(command.at());
        var withdrawn = command.purposes().map(purposes -> given.stream().filter(purposes::contains).toList()).orElse(given);
        if (withdrawn.isEmpty()) {
            return new Outcome.Unchanged(recorded.receiptAt(command.at()));
        }
        return new Outcome.Happened(List.of(new ConsentWithdrawn(command.record(), command.site(), command.area(), withdrawn,
                policy.get().version(), command.language(), command.at(), expiry(command.at(), policy.get().site()),
                command.idempotencyKey())));
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
