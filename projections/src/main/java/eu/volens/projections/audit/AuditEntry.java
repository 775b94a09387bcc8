package eu.volens.projections.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail.
 *
 * @param position in the log of the service that told it; rising within a topic
 * @param at       when that service recorded it; when it happened, where that differs, is among the facts
 * @param actor    {@code person}, {@code system} or {@code dpo}; null when the event does not say
 * @param summary  message key of a sentence for people, see {@link AuditFacts}
 * @param facts    what the event says, without personal data; lists are joined by a comma
 */
record AuditEntry(String topic, long position, String type, Instant at, @Nullable String actor, String summary,
        Map<String, String> facts) {}
