package eu.volens.ledger.policy;

import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The policy of one site, as Axon sees it; the rules are in {@link PolicyDecisions}. */
@Aggregate(type = "policy", commandTargetResolver = PolicyTarget.BEAN, snapshotTriggerDefinition = PolicyAggregate.SNAPSHOTS)
class PolicyAggregate {

    /** The bean that says when a snapshot is taken. */
    static final String SNAPSHOTS = "policySnapshots";

    @AggregateIdentifier
    private @Nullable UUID stream;
    private PolicyState state = new PolicyState.Unpublished();

    /** For Axon. */
    PolicyAggregate() {}

    /** @return what is in force after it, and whether this command published it */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Publication handle(PolicyCommand.PublishFirst command) {
        return settle(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Publication handle(PolicyCommand.Publish command) {
        return settle(command);
    }

    private Publication settle(PolicyCommand command) {
        return switch (PolicyDecisions.decide(state, command)) {
            case PolicyDecisions.Outcome.Happened(var event) -> {
                AggregateLifecycle.apply(event);
                yield new Publication(PublishedVersion.of(event), true);
            }
            case PolicyDecisions.Outcome.Unchanged(var inForce) -> new Publication(inForce, false);
            case PolicyDecisions.Outcome.Rejected(var rejection) -> throw new PolicyRejected(rejection);
        };
    }

    @EventSourcingHandler
    void on(PolicyEvent.PolicyPublished event) {
        stream = event.stream();
        state = PolicyState.evolve(state, event);
    }
}
