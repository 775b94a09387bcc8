package eu.volens.houserules.guilty.ledger.consent;

import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

interface ConsentCommand {

    record Allowed(@TargetAggregateIdentifier String stream) implements ConsentCommand {}

    record NotAllowed(Aggregate<?> known) implements ConsentCommand {}
}
