package eu.volens.ledger.system;

import eu.volens.ledger.policy.FolderState;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyFolder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Always up: visitors are shown what was published. Says of each site whether the folder has changed since. */
@Component("policies")
class PolicyHealth implements HealthIndicator {

    private final PoliciesInForce policies;
    private final PolicyFolder folder;

    PolicyHealth(PoliciesInForce policies, PolicyFolder folder) {
        this.policies = policies;
        this.folder = folder;
    }

    @Override
    public Health health() {
        var health = Health.up();
        FolderState.of(policies, folder).forEach(state -> health.withDetail(state.inForce().site().id(), switch (state.standing()) {
            case PUBLISHED -> "the folder is in force";
            case CHANGED -> "the folder has changed and is not in force; publish it with ./volens policy publish";
            case INVALID -> "the folder cannot be published; ./volens policy check names " + state.problems().size() + " problems";
            case GONE -> "the folder has no such site any more; it is served until the next start";
        }));
        return health.build();
    }
}
