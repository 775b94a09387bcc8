package eu.volens.ledger.policy;

import eu.volens.ledger.policy.PolicyEvent.PolicyPublished;
import eu.volens.ledger.register.Policy;
import eu.volens.ledger.register.RegisterFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Policies of the invented shop, published one after the other. */
public final class PolicyFixture {

    static final UUID STREAM = UUID.fromString("00000000-0000-3000-8000-000000000001");
    static final Instant FIRST_DAY = Instant.parse("2026-01-01T08:00:00Z");

    private final List<PolicyPublished> events = new ArrayList<>();

    private PolicyFixture() {}

    /** {@link RegisterFixture#policy()} is in force. */
    public static PolicyFixture first() {
        return new PolicyFixture().then(Weight.MATERIAL, RegisterFixture.policy());
    }

    /** One day later. */
    public PolicyFixture then(Weight change, Policy policy) {
        var previous = events.isEmpty() ? null : events.getLast().version();
        events.add(published(policy, previous, change, FIRST_DAY.plus(Duration.ofDays(events.size()))));
        return this;
    }

    public PoliciesInForce inForce() {
        var policies = PoliciesInForce.unread();
        policies.put(RegisterFixture.SITE, policy());
        return policies;
    }

    /** The latest publication, as it is recorded. */
    public PolicyPublished latest() {
        return events.getLast();
    }

    PolicyInForce policy() {
        return PolicyInForce.of(events.stream().map(PublishedVersion::of).toList());
    }

    static PolicyPublished published(Policy policy, @Nullable String previous, Weight change, Instant at) {
        return new PolicyPublished(STREAM, policy.site(), policy.version(), previous, change.code(), change.code(), null, null,
                PackedContent.pack(policy.content()), at);
    }
}
