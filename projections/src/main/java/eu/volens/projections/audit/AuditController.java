package eu.volens.projections.audit;

import eu.volens.projections.feed.FeedProgress;
import eu.volens.projections.feed.FeedProgress.TopicProgress;
import eu.volens.projections.feed.Id;
import eu.volens.projections.system.ServicesOnly;
import eu.volens.wire.Topics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail for the other services' pages, in the language that {@code Accept-Language} asks for. */
@RestController
@ServicesOnly
@Tag(name = "audit", description = "What happened, and how we know.")
class AuditController {

    /** Far above what a case or a record reaches in its life; more is fetched page by page. */
    private static final int ENTRIES_MAX = 1_000;
    private static final String NOTHING = "–";

    /** @param topics how far each topic is read, and how much of it was not understood */
    record Reading(List<TopicProgress> topics) {}

    /** @param next pass as {@code after} for the entries that follow; null when these are all */
    record TrailOfStream(String stream, List<Line> entries, @Nullable Long next) {}

    /**
     * @param summary    a sentence in the reader's language
     * @param summaryKey the same, for programs: does not change with the language or the wording
     */
    record Line(long position, String topic, String type, Instant at, @Nullable String actor, String summary, String summaryKey,
            Map<String, String> facts) {}

    private final AuditTrail trail;
    private final FeedProgress progress;
    private final MessageSource messages;

    AuditController(AuditTrail trail, FeedProgress progress, MessageSource messages) {
        this.trail = trail;
        this.progress = progress;
        this.messages = messages;
    }

    @GetMapping("/api/audit")
    @Operation(summary = "How far the trail is read")
    Reading reading() {
        return new Reading(progress.topics());
    }

    /** A stream of which nothing is known yet has no entries: the services' logs are ahead of the trail by moments. */
    @GetMapping("/api/audit/{stream}")
    @Operation(summary = "The trail of one consent record or case")
    TrailOfStream trail(@PathVariable @Id String stream,
            @RequestParam(defaultValue = "0") long after, Locale locale) {
        progress.requireComplete(Topics.LEDGER);
        progress.requireComplete(Topics.RIGHTS);
        List<AuditEntry> entries = trail.read(stream, after, ENTRIES_MAX + 1);
        boolean more = entries.size() > ENTRIES_MAX;
        List<Line> lines = entries.stream().limit(ENTRIES_MAX).map(entry -> line(entry, locale)).toList();
        return new TrailOfStream(stream, lines, more ? lines.getLast().position() : null);
    }

    private Line line(AuditEntry entry, Locale locale) {
        return new Line(entry.position(), entry.topic(), entry.type(), entry.at(), entry.actor(), sentence(entry, locale),
                entry.summary(), entry.facts());
    }

    /** Steps that a newer writer knows and our texts do not are told by their name. */
    private String sentence(AuditEntry entry, Locale locale) {
        Object[] arguments = AuditFacts.SENTENCE_FACTS.stream()
                .map(fact -> entry.facts().getOrDefault(fact, "")).map(fact -> fact.isEmpty() ? NOTHING : fact).toArray();
        return messages.getMessage(entry.summary(), arguments, entry.type() + " " + entry.facts().getOrDefault("step", ""), locale).strip();
    }
}
