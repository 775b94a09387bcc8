package eu.volens.ledger.policy;

import eu.volens.ledger.register.Policy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** For each site the policy that holds now. Safe for many threads; an answer stays as it is when another version is published meanwhile. */
public final class PoliciesInForce {

    private volatile Map<String, PolicyInForce> bySite = Map.of();

    private PoliciesInForce() {}

    /** Empty until a {@link PolicyPublisher} has read what was published. */
    public static PoliciesInForce unread() {
        return new PoliciesInForce();
    }

    /** Each published as its site's first and only version. */
    public static PoliciesInForce of(Collection<Policy> policies, Instant publishedAt) {
        var inForce = new PoliciesInForce();
        policies.forEach(policy -> inForce.put(policy.site(), PolicyInForce.of(List.of(new PublishedVersion(policy.site(), policy.version(),
                Optional.empty(), Weight.MATERIAL, Weight.MATERIAL, Optional.empty(), Optional.empty(), publishedAt,
                PackedContent.pack(policy.content()))))));
        return inForce;
    }

    public Optional<PolicyInForce> of(String siteId) {
        return Optional.ofNullable(bySite.get(siteId));
    }

    public Collection<PolicyInForce> all() {
        return bySite.values();
    }

    /** Called by one thread at a time. */
    void put(String siteId, PolicyInForce policy) {
        var changed = new TreeMap<>(bySite);
        changed.put(siteId, policy);
        bySite = Map.copyOf(changed);
    }
}
