package eu.volens.projections.audit;

import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentExpired;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
import eu.volens.wire.WireEvent.RequestReceived;
import eu.volens.wire.WireEvent.RequestStepTaken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a wire event says, as flat facts, and the key of the sentence that tells it.
 * The sentences are in {@code projections/messages*.properties}; {@link #SENTENCE_FACTS} are their arguments, in this order.
 *
 * @param actor   who acted, null when the event does not say
 * @param summary message key
 */
record AuditFacts(@Nullable String actor, String summary, Map<String, String> facts) {

    /** Facts a sentence may name: {@code {0}}, {@code {1}}, … */
    static final List<String> SENTENCE_FACTS = List.of("given", "refused", "purposes", "caseNumber", "dueOn", "step", "site", "area", "policyVersion");

    static AuditFacts of(Optional<WireEvent> event) {
        return event.map(AuditFacts::of).orElseGet(() -> new AuditFacts(null, "audit.unknown-type", Map.of()));
    }

    private static AuditFacts of(WireEvent event) {
        return switch (event) {
            case ConsentDecided decided -> new AuditFacts("person", "audit.consent.decided." + decided.method(), facts(decided));
            case ConsentWithdrawn withdrawn -> new AuditFacts("person", "audit.consent.withdrawn", facts(withdrawn));
            case ConsentExpired expired -> new AuditFacts("system", "audit.consent.expired", facts(expired));
            case PolicyPublished published -> new AuditFacts(null, "audit.policy.published." + published.change(), facts(published));
            case RequestReceived received -> new AuditFacts("person", "audit.request.received", facts(received));
            case RequestStepTaken taken -> new AuditFacts(taken.actor(), "audit.request.step." + taken.step(), facts(taken));
        };
    }

    private static Map<String, String> facts(ConsentDecided event) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("record", event.record().toString());
        facts.put("site", event.site());
        facts.put("area", event.area());
        facts.put("given", joined(event.given()));
        facts.put("refused", joined(event.refused()));
        facts.put("policyVersion", event.policyVersion());
        facts.put("language", event.language());
        facts.put("layer", event.layer());
        facts.put("method", event.method());
        facts.put("decidedAt", event.decidedAt().toString());
        facts.put("expiresAt", event.expiresAt().toString());
        return facts;
    }

    private static Map<String, String> facts(ConsentWithdrawn event) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("record", event.record().toString());
        facts.put("site", event.site());
        facts.put("area", event.area());
        facts.put("purposes", joined(event.purposes()));
        facts.put("policyVersion", event.policyVersion());
        facts.put("withdrawnAt", event.withdrawnAt().toString());
        if (event.expiresAt() != null) {
            facts.put("expiresAt", event.expiresAt().toString());
        }
        return facts;
    }

    private static Map<String, String> facts(ConsentExpired event) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("record", event.record().toString());
        facts.put("site", event.site());
        facts.put("purposes", joined(event.purposes()));
        facts.put("expiredAt", event.expiredAt().toString());
        return facts;
    }

    private static Map<String, String> facts(PolicyPublished event) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("site", event.site());
        facts.put("policyVersion", event.version());
        facts.put("change", event.change());
        facts.put("publishedAt", event.publishedAt().toString());
        return facts;
    }

    private static Map<String, String> facts(RequestReceived event) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("caseNumber", event.caseNumber());
        facts.put("rights", joined(event.rights()));
        facts.put("channel", event.channel());
        facts.put("language", event.language());
        facts.put("receivedAt", event.receivedAt().toString());
        facts.put("dueOn", event.dueOn().toString());
        return facts;
    }

    private static Map<String, String> facts(RequestStepTaken event) {
        Map<String, String> facts = new TreeMap<>(event.facts());
        facts.put("caseNumber", event.caseNumber());
        facts.put("step", event.step());
        facts.put("status", event.status());
        facts.put("takenAt", event.at().toString());
        return facts;
    }

    private static String joined(List<String> ids) {
        return String.join(", ", ids);
    }
}
