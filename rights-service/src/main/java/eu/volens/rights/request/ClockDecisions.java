package eu.volens.rights.request;

import static eu.volens.rights.request.Decision.NOTHING_NEW;
import static eu.volens.rights.request.Decision.accept;
import static eu.volens.rights.request.Decision.refuse;
import static eu.volens.rights.request.RequestDecisions.closedOr;
import static eu.volens.rights.request.RequestDecisions.isUnanswered;

import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RecordExtensionNotice;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.ExtensionLapsed;
import eu.volens.rights.request.RequestEvent.LetterSent;
import eu.volens.rights.request.RequestEvent.RequestClarified;

/** What moves the last day, or bears on it (Article 12(3) GDPR). */
final class ClockDecisions {

    private ClockDecisions() {}

    static Decision askClarification(RequestState state, RequestClarification c) {
        if (!isUnanswered(state)) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        if (c.question().orElse("").isBlank()) {
            return refuse(Refusal.NOTE_MISSING);
        }
        return state.clock().clarificationAwaited()
                ? NOTHING_NEW
                : accept(new ClarificationRequested(c.caseId(), state.caseNumber(), state.person(), c.question(), c.by(), state.status(), c.at()));
    }

    static Decision clarified(RequestState state, RecordClarification c) {
        return state.clock().clarificationAwaited()
                ? accept(new RequestClarified(c.caseId(), state.caseNumber(), c.messageRef(), c.answeredAt(), c.by(), state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOTHING_TO_CLARIFY));
    }

    static Decision extend(RequestState state, ExtendDeadline c) {
        if (!isUnanswered(state)) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        if (state.clock().extensionDecided()) {
            return refuse(Refusal.EXTENDED_BEFORE);
        }
        if (c.explanation().orElse("").isBlank()) {
            return refuse(Refusal.REASONS_MISSING);
        }
        return isOver(state, c)
                ? refuse(Refusal.TOO_LATE_TO_EXTEND)
                : accept(new ExtensionDecided(c.caseId(), state.caseNumber(), state.person(), c.reason(), c.explanation(), c.by(),
                        state.status(), c.at()));
    }

    /** The person must have been told within the first month, so it is the sending that counts and not the decision. */
    static Decision noticeSent(RequestState state, RecordExtensionNotice c) {
        if (state.post().sent().contains(c.letterId())) {
            return NOTHING_NEW;
        }
        if (!state.clock().extensionDecided()) {
            return refuse(Refusal.NOT_AT_THIS_POINT);
        }
        Deadline deadline = state.clock().deadline();
        RequestEvent sent = new LetterSent(c.caseId(), state.caseNumber(), c.letterId(), "extension", c.sha256(), state.status(), c.at());
        return accept(sent, isOver(state, c)
                ? new ExtensionLapsed(c.caseId(), state.caseNumber(), c.letterId(), deadline.dueOn(), state.status(), c.at())
                : new DeadlineExtended(c.caseId(), state.caseNumber(), c.letterId(), deadline.extended().dueOn(), state.status(), c.at()));
    }

    private static boolean isOver(RequestState state, RequestCommand c) {
        return !c.at().isBefore(state.clock().deadline().expiresAt());
    }

    static Decision reminded(RequestState state, RecordReminder c) {
        if (state.reminded().contains(c.milestone())) {
            return NOTHING_NEW;
        }
        return state.status() == Status.CLOSED
                ? refuse(Refusal.CASE_CLOSED)
                : accept(new DeadlineReminded(c.caseId(), state.caseNumber(), c.milestone(), c.to(), state.status(), c.at()));
    }
}
