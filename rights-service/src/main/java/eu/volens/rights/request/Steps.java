package eu.volens.rights.request;

import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestEvent.AnswerDelivered;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.AnswerWantedAgain;
import eu.volens.rights.request.RequestEvent.AttentionSettled;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.CollectionStarted;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.ExtensionLapsed;
import eu.volens.rights.request.RequestEvent.HolderAnswered;
import eu.volens.rights.request.RequestEvent.HolderAsked;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import eu.volens.rights.request.RequestEvent.LetterBounced;
import eu.volens.rights.request.RequestEvent.LetterSent;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.PackagePrepared;
import eu.volens.rights.request.RequestEvent.RecipientNotified;
import eu.volens.rights.request.RequestEvent.RequestAcknowledged;
import eu.volens.rights.request.RequestEvent.RequestClarified;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestMerged;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RequestWithdrawn;
import eu.volens.rights.request.RequestEvent.ReviewStarted;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.RequestEvent.TasksSet;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
            case LetterSent e -> step(e, "letter-sent", Actor.SYSTEM, null,
                    Map.of("kind", e.kind(), "letter", e.letterId().toString(), "sha256", e.sha256()));
            case LetterBounced e -> step(e, "letter-bounced", Actor.SYSTEM, null, Map.of("letter", e.letterId().toString(), "code", e.code()));
            case MessageJoined e -> step(e, "message-joined", Actor.PERSON, null, Map.of("how", e.how(), "receivedAt", e.receivedAt().toString()));
            case AttentionSettled e -> step(e, "attention-settled", Actor.DPO, e.by(), Map.of("what", e.what().wireName()));
            case IdentityDoubted e -> step(e, "identity-doubted", Actor.SYSTEM, null, Map.of("doubts", words(e.doubts(), Doubt::wireName)));
            case IdentityQuestionPut e -> step(e, "identity-question-put", Actor.DPO, e.by(), Map.of());
            case AddressConfirmed e -> step(e, "address-confirmed", Actor.PERSON, null, Map.of());
            case IdentityJudged e -> step(e, e.confirmed() ? "identity-judged" : "identity-not-confirmed", Actor.DPO, e.by(),
                    Map.of("method", e.method().wireName()));
            case ClarificationRequested e -> step(e, "clarification-requested", Actor.DPO, e.by(), Map.of());
            case RequestClarified e -> step(e, "clarified", Actor.PERSON, e.by(), Map.of("answeredAt", e.answeredAt().toString()));
            case ExtensionDecided e -> step(e, "extension-decided", Actor.DPO, e.by(), Map.of("reason", e.reason().wireName()));
            case DeadlineExtended e -> step(e, "extended", Actor.SYSTEM, null, due(e.letterId(), e.dueOn()));
            case ExtensionLapsed e -> step(e, "extension-lapsed", Actor.SYSTEM, null, due(e.letterId(), e.dueOn()));
            case DeadlineReminded e -> step(e, "reminded", Actor.SYSTEM, null, Map.of("milestone", e.milestone().wireName(), "to", e.to()));
            case RightDecided e -> step(e, "right-decided", Actor.DPO, e.by(), decided(e));
            case TasksSet e -> step(e, "tasks-set", Actor.SYSTEM, null,
                    Map.of("right", e.right().wireName(), "holders", String.join(" ", e.holders())));
            case TaskDone e -> step(e, "task-done", e.by() == null ? Actor.SYSTEM : Actor.DPO, e.by(),
                    Map.of("right", e.right().wireName(), "holder", e.holder()));
            case RecipientNotified e -> step(e, "recipient-notified", Actor.SYSTEM, null,
                    Map.of("recipient", e.recipient(), "letter", e.letterId().toString(), "sha256", e.sha256()));
            case AnswerWantedAgain e -> step(e, "answer-wanted-again", Actor.DPO, e.by(), Map.of());
            case RequestWithdrawn e -> step(e, "withdrawn", e.by() == null ? Actor.PERSON : Actor.DPO, e.by(), Map.of());
            case RequestMerged e -> step(e, "merged", Actor.DPO, e.by(), Map.of("into", e.into().toString(), "number", e.intoNumber()));
            case RequestReopened e -> step(e, "reopened", Actor.DPO, e.by(), Map.of());
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

    private static Map<String, String> decided(RightDecided e) {
        Map<String, String> facts = new HashMap<>(Map.of("right", e.right().wireName(), "ruling", e.ruling().wireName(),
                "grounds", words(e.grounds(), Ground::wireName)));
        if (!e.leftOut().isEmpty()) {
            facts.put("leftOut", Integer.toString(e.leftOut().size()));
        }
        return Map.copyOf(facts);
    }

    private static Map<String, String> due(UUID letterId, LocalDate dueOn) {
        return Map.of("letter", letterId.toString(), "dueOn", dueOn.toString());
    }

    private static Map<String, String> letter(UUID letterId, String sha256) {
        return Map.of("letter", letterId.toString(), "sha256", sha256);
    }

    private static String names(Collection<Right> rights) {
        return words(rights, Right::wireName);
    }

    private static <T> String words(Collection<T> values, Function<T, String> word) {
        return values.stream().map(word).collect(Collectors.joining(" "));
    }
}
