package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentCommand.LinkRecord;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.UnlinkRecord;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.policy.PoliciesInForce;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** One visitor's consent on one site, as Axon sees it; the rules are in {@link ConsentDecisions}. */
@Aggregate(type = "consent", commandTargetResolver = ConsentTarget.BEAN, snapshotTriggerDefinition = ConsentRecordAggregate.SNAPSHOTS)
class ConsentRecordAggregate {

    /** The bean that says when a snapshot is taken. */
    static final String SNAPSHOTS = "consentSnapshots";

    @AggregateIdentifier
    private @Nullable UUID record;
    private ConsentState state = new ConsentState.Blank();

    /** For Axon. */
    ConsentRecordAggregate() {}

    /** As its events would have made it. */
    ConsentRecordAggregate(ConsentSnapshot snapshot) {
        record = snapshot.record();
        state = snapshot.state();
    }

    ConsentSnapshot snapshot() {
        return ConsentSnapshot.of(state);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Receipt handle(BeginRecord command, PoliciesInForce policies) {
        return settle(command.decision(), policies);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(RecordDecision command, PoliciesInForce policies) {
        return settle(command, policies);
    }

    @CommandHandler
    Receipt handle(WithdrawConsent command, PoliciesInForce policies) {
        return settle(command, policies);
    }

    @CommandHandler
    Receipt handle(LinkRecord command, PoliciesInForce policies) {
        return settle(command, policies);
    }

    @CommandHandler
    Receipt handle(UnlinkRecord command, PoliciesInForce policies) {
        return settle(command, policies);
    }

    private Receipt settle(ConsentCommand command, PoliciesInForce policies) {
        return switch (ConsentDecisions.decide(state, command, policies)) {
            case ConsentDecisions.Outcome.Happened(var events) -> {
                events.forEach(AggregateLifecycle::apply);
                yield answerTo(command);
            }
            case ConsentDecisions.Outcome.Unchanged(var receipt) -> receipt;
            case ConsentDecisions.Outcome.Rejected(var rejection) -> throw new ConsentRejected(rejection);
        };
    }

    private Receipt answerTo(ConsentCommand command) {
        return switch (state) {
            case ConsentState.Blank() -> throw new IllegalStateException("Nothing has happened");
            case ConsentState.Recorded recorded -> recorded.answerTo(command.idempotencyKey()).map(ConsentState.Answer::receipt)
                    .orElseGet(() -> recorded.receiptAt(command.at()));
        };
    }

    @EventSourcingHandler
    void on(ConsentEvent event) {
        record = event.record();
        state = ConsentState.evolve(state, event);
    }
}
