package eu.volens.ledger.policy;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.stereotype.Component;

/** Which stream a command is for. */
@Component(PolicyTarget.BEAN)
final class PolicyTarget implements CommandTargetResolver {

    static final String BEAN = "policyTarget";

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        return new VersionedAggregateIdentifier(((PolicyCommand) command.getPayload()).stream().toString(), null);
    }
}
