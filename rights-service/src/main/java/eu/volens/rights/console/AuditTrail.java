package eu.volens.rights.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import eu.volens.rights.round.Trouble;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The trail of a case as the projections service tells it: from the wire events alone, so it shows what the others were told.
 * A page waits for it a moment and does without when it does not come.
 */
@Component
class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

    private final RestClient projections;

    AuditTrail(RestClient.Builder clients, @Value("${volens.projections-url:http://localhost:8083}") String url,
            @Value("${volens.service-token}") String token) {
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build());
        requests.setReadTimeout(ANSWER_MAX);
        this.projections = clients.baseUrl(url).requestFactory(requests)
                .defaultHeaders(headers -> headers.setBearerAuth(token)).build();
    }

    /** What came back. */
    sealed interface Answer {}

    /** The trail, oldest first; empty while projections has not read so far. */
    record Told(List<Entry> entries) implements Answer {}

    /** Nobody answered, or not in a way we understand. */
    record Silent() implements Answer {}

    /**
     * One line of the trail.
     *
     * @param position in this service's log
     * @param actor    {@code person}, {@code system} or {@code dpo}; null when the event does not say
     * @param summary  a sentence in the language asked for
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(long position, Instant at, @Nullable String actor, String summary, Map<String, String> facts) {

        Entry {
            facts = facts == null ? Map.of() : new TreeMap<>(facts);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Trail(@Nullable List<Entry> entries) {}

    Answer of(UUID caseId, Locale language) {
        try {
            var trail = projections.get().uri("/api/audit/{stream}", caseId)
                    .header(HttpHeaders.ACCEPT_LANGUAGE, language.getLanguage())
                    .retrieve().body(Trail.class);
            return trail == null || trail.entries() == null ? new Silent() : new Told(List.copyOf(trail.entries()));
        } catch (RestClientException e) {
            LOG.warn("The audit trail could not be read from projections: {}", Trouble.of(e));
            return new Silent();
        }
    }
}
