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
                .type("request.closed-after-erasure/1", RequestEvent.RequestClosedAfterErasure.class))
                .build();
    }
}
