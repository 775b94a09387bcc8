package eu.volens.rights.request;

import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestEvent.AnswerDelivered;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.CollectionStarted;
import eu.volens.rights.request.RequestEvent.HolderAnswered;
import eu.volens.rights.request.RequestEvent.HolderAsked;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.PackagePrepared;
import eu.volens.rights.request.RequestEvent.RequestAcknowledged;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.ReviewStarted;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names the step that an event is, who took it, and what proves it; for the case page and for the wire alike. Never personal data. */
public final class Steps {

    private Steps() {}

    public static Step of(RequestEvent event) {
        return switch (event) {
            case RequestReceived e -> step(e, "received", Actor.PERSON, null,
                    Map.of("rights", names(e.rights()), "channel", e.channel(), "dueOn", e.dueOn().toString(),
                            "calendar", e.calendar()));
            case RequestClassified e -> step(e, "classified", Actor.DPO, e.by(), Map.of("rights", names(e.rights())));
            case RequestAcknowledged e -> step(e, "acknowledged", Actor.SYSTEM, null, letter(e.letterId(), e.sha256()));
            case IdentityAsked e -> step(e, "identity-asked", Actor.SYSTEM, null,
                    Map.of("letter", e.letterId().toString(), "until", e.askedUntil().toString()));
            case IdentityConfirmed e -> step(e, "identity-confirmed", Actor.PERSON, null, Map.of("method", e.method()));
            case CollectionStarted e -> step(e, "collection-started", Actor.SYSTEM, null,
                    Map.of("holders", String.join(" ", e.holders())));
            case HolderAsked e -> step(e, "holder-asked", Actor.SYSTEM, null, Map.of("holder", e.holder()));
            case HolderAnswered e -> step(e, "holder-answered", Actor.SYSTEM, null,
                    Map.of("holder", e.holder(), "sha256", e.sha256(), "records", Integer.toString(e.records())));
            case ReviewStarted e -> step(e, "review-started", Actor.SYSTEM, null, Map.of());
            case AnswerApproved e -> step(e, "approved", Actor.DPO, e.by(), Map.of());
            case PackagePrepared e -> step(e, "package-prepared", Actor.SYSTEM, null,
                    Map.of("sha256", e.sha256(), "bytes", Long.toString(e.sizeBytes())));
            case AnswerSent e -> step(e, "answer-sent", Actor.SYSTEM, null, letter(e.letterId(), e.sha256()));
            case AnswerDelivered e -> step(e, "delivered", Actor.PERSON, null, Map.of());
            case PackageDownloaded e -> step(e, "downloaded", Actor.PERSON, null, Map.of("sha256", e.sha256()));
            case RequestClosed e -> closed(e, e.by(), e.outcome());
            case RequestClosedAfterErasure e -> closed(e, e.by(), e.outcome());
        };
    }

    private static Step closed(RequestEvent event, @Nullable String by, Outcome outcome) {
        return step(event, "closed", by == null ? Actor.SYSTEM : Actor.DPO, by, Map.of("outcome", outcome.wireName()));
    }

    private static Step step(RequestEvent event, String name, Actor actor, @Nullable String by, Map<String, String> facts) {
        return new Step(name, actor, by, event.at(), event.status(), facts);
    }

    private static Map<String, String> letter(UUID letterId, String sha256) {
        return Map.of("letter", letterId.toString(), "sha256", sha256);
    }

    private static String names(Collection<Right> rights) {
        return rights.stream().map(Right::wireName).collect(Collectors.joining(" "));
    }
}
