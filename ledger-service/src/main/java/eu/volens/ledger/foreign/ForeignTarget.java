package eu.volens.ledger.foreign;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.stereotype.Component;

/** Which stream a command is for. */
@Component(ForeignTarget.BEAN)
final class ForeignTarget implements CommandTargetResolver {

    static final String BEAN = "foreignTarget";

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        return new VersionedAggregateIdentifier(((ForeignCommand) command.getPayload()).stream().toString(), null);
    }
}
