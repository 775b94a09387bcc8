package eu.volens.rights.request;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.erasure.PersonEvent;

/** The stored names of everything that can happen in a case. Names are only ever added; golden files freeze what rests under them. */
public final class RequestEventTypes {

    private RequestEventTypes() {}

    public static EventTypes all() {
        return PersonEvent.addTo(EventTypes.builder()
                .type("request.received/1", RequestEvent.RequestReceived.class)
                .type("request.classified/1", RequestEvent.RequestClassified.class)
                .type("request.acknowledged/1", RequestEvent.RequestAcknowledged.class)
                .type("request.identity-asked/1", RequestEvent.IdentityAsked.class)
                .type("request.identity-confirmed/1", RequestEvent.IdentityConfirmed.class)
                .type("request.collection-started/1", RequestEvent.CollectionStarted.class)
                .type("request.holder-asked/1", RequestEvent.HolderAsked.class)
                .type("request.holder-answered/1", RequestEvent.HolderAnswered.class)
                .type("request.review-started/1", RequestEvent.ReviewStarted.class)
                .type("request.approved/1", RequestEvent.AnswerApproved.class)
                .type("request.package-prepared/1", RequestEvent.PackagePrepared.class)
                .type("request.answer-sent/1", RequestEvent.AnswerSent.class)
                .type("request.delivered/1", RequestEvent.AnswerDelivered.class)
                .type("request.downloaded/1", RequestEvent.PackageDownloaded.class)
                .type("request.closed/1", RequestEvent.RequestClosed.class)
                .type("request.closed-after-erasure/1", RequestEvent.RequestClosedAfterErasure.class)
                .type("request.letter-sent/1", RequestEvent.LetterSent.class)
                .type("request.letter-bounced/1", RequestEvent.LetterBounced.class)
                .type("request.message-joined/1", RequestEvent.MessageJoined.class)
                .type("request.attention-settled/1", RequestEvent.AttentionSettled.class)
                .type("request.identity-doubted/1", RequestEvent.IdentityDoubted.class)
                .type("request.identity-question-put/1", RequestEvent.IdentityQuestionPut.class)
                .type("request.address-confirmed/1", RequestEvent.AddressConfirmed.class)
                .type("request.identity-judged/1", RequestEvent.IdentityJudged.class)
                .type("request.clarification-requested/1", RequestEvent.ClarificationRequested.class)
                .type("request.clarified/1", RequestEvent.RequestClarified.class)
                .type("request.extension-decided/1", RequestEvent.ExtensionDecided.class)
                .type("request.extended/1", RequestEvent.DeadlineExtended.class)
                .type("request.extension-lapsed/1", RequestEvent.ExtensionLapsed.class)
                .type("request.reminded/1", RequestEvent.DeadlineReminded.class)
                .type("request.right-decided/1", RequestEvent.RightDecided.class)
                .type("request.tasks-set/1", RequestEvent.TasksSet.class)
                .type("request.task-done/1", RequestEvent.TaskDone.class)
                .type("request.recipient-notified/1", RequestEvent.RecipientNotified.class)
                .type("request.answer-wanted-again/1", RequestEvent.AnswerWantedAgain.class)
                .type("request.withdrawn/1", RequestEvent.RequestWithdrawn.class)
                .type("request.merged/1", RequestEvent.RequestMerged.class)
                .type("request.reopened/1", RequestEvent.RequestReopened.class))
                .build();
    }
}
