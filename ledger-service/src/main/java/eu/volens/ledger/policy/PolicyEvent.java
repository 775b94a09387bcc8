package eu.volens.ledger.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to the policy of a site. Stored as {@code policy.…}; shapes are only added. */
public sealed interface PolicyEvent {

    /**
     * A version came into force, and holds until the next. Stored as {@code policy.published/1}.
     *
     * @param version  SHA-256 of the content, hexadecimal
     * @param previous the version that was in force until then; absent for the first
     * @param change   {@link Weight} code: whether visitors who chose before are asked again
     * @param proposed what the comparison with the previous version proposed
     * @param reason   as the operator gave it; always there when less was published than proposed
     * @param by       as the operator gave it
     * @param packed   the content, see {@link PackedContent}
     */
    record PolicyPublished(UUID stream, String site, String version, @Nullable String previous, String change, String proposed,
            @Nullable String reason, @Nullable String by, String packed, Instant publishedAt) implements PolicyEvent {}
}
