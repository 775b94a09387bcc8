package eu.volens.ledger.foreign;

import eu.volens.ledger.foreign.ForeignCommand.ImportForeignConsent;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The evidence of one stamp, as Axon sees it; the rules are in {@link ForeignDecisions}. */
@Aggregate(type = "foreign", commandTargetResolver = ForeignTarget.BEAN)
class ForeignAggregate {

    @AggregateIdentifier
    private @Nullable UUID stream;
    private ForeignState state = ForeignState.BLANK;

    /** For Axon. */
    ForeignAggregate() {}

    /** @return whether the row was new */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Boolean handle(ImportForeignConsent command) {
        var decided = ForeignDecisions.decide(state, command);
        decided.ifPresent(AggregateLifecycle::apply);
        return decided.isPresent();
    }

    @EventSourcingHandler
    void on(ForeignEvent event) {
        stream = event.stream();
        state = ForeignState.evolve(state, event);
    }
}
