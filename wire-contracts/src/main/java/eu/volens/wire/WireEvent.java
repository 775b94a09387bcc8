package eu.volens.wire;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything a service tells the others. Each write service has one translator from its stored events to these.
 * Purposes, sites and areas are ids from the cookie register; nothing here says who a person is.
 */
public sealed interface WireEvent {

    /**
     * A visitor answered the banner or changed their choice.
     *
     * @param record        the consent record, random
     * @param given         purposes consented to by this decision
     * @param refused       purposes asked and refused by this decision; together with {@code given}, everything that was asked
     * @param policyVersion content hash of the policy that was shown
     * @param language      language of the texts shown, ISO 639-1
     * @param layer         {@code first} or {@code second}: where in the banner the choice was made
     * @param method        {@code accept-all}, {@code refuse-all}, {@code choose}, {@code close}, or {@code foreign} for a choice made in somebody
     *                      else's banner, which is honoured and no proof of ours; then {@code layer} says nothing
     * @param decidedAt     when it was made; a foreign one as its source says
     * @param expiresAt     from when on the choice is asked again
     */
    record ConsentDecided(UUID record, String site, String area, List<String> given, List<String> refused,
            String policyVersion, String language, String layer, String method, Instant decidedAt, Instant expiresAt)
            implements WireEvent {}

    /**
     * A visitor took consent back (Article 7(3) GDPR).
     *
     * @param purposes  those withdrawn
     * @param expiresAt from when on they are asked about again; absent in older records
     */
    record ConsentWithdrawn(UUID record, String site, String area, List<String> purposes, String policyVersion,
            Instant withdrawnAt, @Nullable Instant expiresAt) implements WireEvent {}

    /**
     * The latest word on these purposes, yes or no, has run out. Told some time after it did: whether a word holds is for its own expiry to say.
     *
     * @param expiredAt when it ran out
     */
    record ConsentExpired(UUID record, String site, List<String> purposes, Instant expiredAt) implements WireEvent {}

    /**
     * A version of a site's policy came into force. Choices made on a version from before the last material one no longer answer what is asked.
     *
     * @param version content hash
     * @param change  {@code material}: whoever chose on an earlier version is asked again, and the first of a site always is; or {@code editorial}
     */
    record PolicyPublished(String site, String version, String change, Instant publishedAt) implements WireEvent {}

    /**
     * A person's request reached the controller; the clock of Article 12(3) GDPR runs.
     *
     * @param rights  {@code access}, {@code rectification}, {@code erasure}, {@code restriction}, {@code portability}, {@code objection}
     * @param channel {@code mail}
     * @param dueOn   last day on which the answer is in time, in the controller's zone
     */
    record RequestReceived(UUID caseId, String caseNumber, List<String> rights, String channel, String language,
            Instant receivedAt, LocalDate dueOn) implements WireEvent {}

    /**
     * A case moved one step.
     *
     * @param step   what happened, such as {@code identity-confirmed}
     * @param status where the case stands after it, such as {@code in-review}
     * @param actor  {@code person}, {@code system}, or {@code dpo}
     * @param facts  what proves the step, without personal data: letter ids, hashes, holder names
     */
    record RequestStepTaken(UUID caseId, String caseNumber, String step, String status, String actor, Instant at,
            Map<String, String> facts) implements WireEvent {}
}
