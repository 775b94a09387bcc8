package eu.volens.ledger.receipt;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.ledger.consent.ConsentEvent;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.Kept;
import eu.volens.ledger.consent.ConsentState;
import eu.volens.ledger.foreign.ForeignEvent.ForeignConsentImported;
import eu.volens.ledger.foreign.ForeignEvidence;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyInForce;
import eu.volens.ledger.register.ControllerIdentity;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.merkle.TlogProof;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Makes receipts from a record's own events: what was acknowledged has one at once, and its proof as soon as it is sealed. */
public final class Receipts {

    /** A log seals within a second. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final EventLog log;
    private final TransparencyLog transparency;
    private final PoliciesInForce policies;
    private final ForeignEvidence foreign;
    private final String ledgerUrl;
    private final Clock clock;

    /** @param ledgerUrl as people reach the ledger, without a final slash */
    public Receipts(EventLog log, TransparencyLog transparency, PoliciesInForce policies, ForeignEvidence foreign, String ledgerUrl,
            Clock clock) {
        this.log = log;
        this.transparency = transparency;
        this.policies = policies;
        this.foreign = foreign;
        this.ledgerUrl = ledgerUrl;
        this.clock = clock;
    }

    /**
     * A receipt, with its proof where there is one.
     *
     * @param number of the event within the record, from 1; empty for the latest
     * @param wanted language; empty, or one that is not spoken, for the one the visitor chose in
     * @return empty when there is no such record, or no such event in it
     */
    Optional<ConsentReceipt> find(UUID record, Optional<Long> number, Optional<String> wanted) {
        List<Statement> statements = new ArrayList<>();
        List<ConsentEvent> events = new ArrayList<>();
        Set<String> stamps = new LinkedHashSet<>();
        for (RecordedEvent recorded : log.stream(record.toString())) {
            stamp(recorded).ifPresent(stamps::add);
            if (recorded.payload() instanceof ConsentEvent event && recorded.sequence() < number.orElse(Long.MAX_VALUE)) {
                Statement.of(recorded.sequence() + 1, recorded.position(), event).ifPresent(statements::add);
                events.add(event);
            }
        }
        return switch (ConsentState.of(events)) {
            case ConsentState.Blank() -> Optional.empty();
            case ConsentState.Recorded recorded when number.isPresent() && statements.getLast().number() != number.get() -> Optional.empty();
            case ConsentState.Recorded recorded -> policies.of(recorded.site())
                    .map(policy -> receipt(recorded, policy, statements, foreign(recorded.site(), stamps), wanted));
        };
    }

    /** Under which another banner's log knows the visitor; gone when they were erased. */
    private static Optional<String> stamp(RecordedEvent recorded) {
        return recorded.payload() instanceof EvidenceKept(var _, var _, Personal.Known<Kept>(var kept), var _, var _)
                ? Optional.ofNullable(kept.stamp()) : Optional.empty();
    }

    private List<ForeignConsentImported> foreign(String site, Set<String> stamps) {
        return stamps.stream().flatMap(it -> foreign.ofCookiebot(site, it).stream())
                .sorted(Comparator.comparing(ForeignConsentImported::consentedAt)).toList();
    }

    private ConsentReceipt receipt(ConsentState.Recorded recorded, PolicyInForce policy, List<Statement> statements,
            List<ForeignConsentImported> foreign, Optional<String> wanted) {
        var statement = statements.getLast();
        var controller = policy.register().controller();
        var shown = policy.shown(statement.policyVersion())
                .or(() -> policy.find(statement.policyVersion()).map(it -> FrozenPolicy.read(it.policy().content()))).map(FrozenPolicy::register);
        Instant now = clock.instant();
        return new ConsentReceipt(recorded.record(), recorded.site(), policy.site().name(), now, language(statement, controller, shown, wanted),
                controller, shown, List.copyOf(statements), foreign, recorded.standings(), sealing(statement.position(), now),
                new ReceiptAddresses(ledgerUrl, recorded.record(), statement.number()));
    }

    /** One that both the controller of today and the text of then have. */
    private static String language(Statement statement, ControllerIdentity controller, Optional<CookieRegister> shown, Optional<String> wanted) {
        Predicate<String> spoken = language -> controller.languages().contains(language)
                && shown.map(it -> it.controller().languages().contains(language)).orElse(true);
        return wanted.filter(spoken).or(() -> Optional.of(statement.language()).filter(spoken)).orElse(controller.defaultLanguage());
    }

    private Sealing sealing(long position, Instant now) {
        return transparency.proof(position).<Sealing>map(it -> new Sealing.Sealed(
                new TlogProof(transparency.entry(position), it.index(), it.path(), it.checkpoint()),
                transparency.verifierKey().name(), transparency.verifierKey().vkey())).orElseGet(() -> new Sealing.Pending(now.plus(ASK_AGAIN)));
    }
}
