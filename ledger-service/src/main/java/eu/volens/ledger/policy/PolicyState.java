package eu.volens.ledger.policy;

import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;

/** Where the policy of a site stands: a pure folding of its events. */
sealed interface PolicyState {

    /** Visitors have been shown nothing yet. */
    record Unpublished() implements PolicyState {}

    /** @param inForce what was published last */
    record InForce(PublishedVersion inForce) implements PolicyState {}

    static PolicyState evolve(PolicyState before, PolicyEvent event) {
        return switch (event) {
            case PolicyPublished published -> new InForce(PublishedVersion.of(published));
        };
    }
}
