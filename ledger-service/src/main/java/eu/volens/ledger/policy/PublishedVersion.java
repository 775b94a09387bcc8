package eu.volens.ledger.policy;

import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import eu.volens.ledger.register.Policy;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of a site's policy, as it was published.
 *
 * @param previous the version before; empty for the first
 * @param change   whether visitors who chose before were asked again; the first asks everyone
 * @param proposed what the comparison with the version before proposed
 */
public record PublishedVersion(String site, String version, Optional<String> previous, Weight change, Weight proposed,
        Optional<String> reason, Optional<String> by, Instant publishedAt, String packed) {

    static PublishedVersion of(PolicyPublished event) {
        return new PublishedVersion(event.site(), event.version(), Optional.ofNullable(event.previous()),
                Weight.of(event.change()).orElseThrow(), Weight.of(event.proposed()).orElseThrow(),
                Optional.ofNullable(event.reason()), Optional.ofNullable(event.by()), event.publishedAt(), event.packed());
    }

    /** @throws IllegalStateException when the content is not what the version was made from: somebody has changed the log */
    public Policy policy() {
        var policy = Policy.of(site, PackedContent.unpack(packed));
        if (!policy.version().equals(version)) {
            throw new IllegalStateException("The content of policy " + version + " of site " + site + " is not what was published");
        }
        return policy;
    }
}
