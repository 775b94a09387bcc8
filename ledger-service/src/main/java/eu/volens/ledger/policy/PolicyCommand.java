package eu.volens.ledger.policy;

import eu.volens.ledger.register.Policy;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What can be asked of the policy of a site. */
public sealed interface PolicyCommand {

    /** The site's stream; see {@link PolicyStream}. */
    UUID stream();

    /** What visitors are to be shown. */
    Policy policy();

    /** Server time, to the microsecond. */
    Instant at();

    /** Shows something at all: does nothing when any version was published before. */
    record PublishFirst(UUID stream, Policy policy, Instant at) implements PolicyCommand {}

    /**
     * Puts a version in force.
     *
     * @param instead the version it is to follow; empty for whichever is in force
     * @param weight  what the operator says the change is; empty for what is proposed
     * @param reason  why, as the operator gave it
     * @param by      who, as the operator gave it: a function rather than a name, for it is never erased
     */
    record Publish(UUID stream, Policy policy, Optional<String> instead, Optional<Weight> weight,
            Optional<String> reason, Optional<String> by, Instant at) implements PolicyCommand {}
}
