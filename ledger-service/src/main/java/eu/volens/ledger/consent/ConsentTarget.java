package eu.volens.ledger.consent;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.stereotype.Component;

/** Which record a command is for. Axon would search the command's annotations, by reflection, once per command. */
@Component(ConsentTarget.BEAN)
final class ConsentTarget implements CommandTargetResolver {

    static final String BEAN = "consentTarget";

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        var sent = command.getPayload() instanceof BeginRecord(var decision) ? decision : (ConsentCommand) command.getPayload();
        return new VersionedAggregateIdentifier(sent.record().toString(), null);
    }
}
