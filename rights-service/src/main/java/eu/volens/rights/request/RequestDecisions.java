package eu.volens.rights.request;

import static eu.volens.rights.request.Decision.NOTHING_NEW;
import static eu.volens.rights.request.Decision.accept;
import static eu.volens.rights.request.Decision.refuse;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.DoubtIdentity;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestCommand.PutIdentityQuestion;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordBounce;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.request.RequestCommand.RecordExtensionNotice;
import eu.volens.rights.request.RequestCommand.RecordHolderAnswered;
import eu.volens.rights.request.RequestCommand.RecordHolderAsked;
import eu.volens.rights.request.RequestCommand.RecordIdentityAsked;
import eu.volens.rights.request.RequestCommand.RecordLetterRefused;
import eu.volens.rights.request.RequestCommand.RecordLetterSent;
import eu.volens.rights.request.RequestCommand.RecordMessage;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestCommand.RecordRecipientNotified;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand.RecordTaskDone;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.request.RequestCommand.SendAnswerAgain;
import eu.volens.rights.request.RequestCommand.SetTasks;
import eu.volens.rights.request.RequestCommand.SettleAttention;
import eu.volens.rights.request.RequestCommand.StartCollection;
import eu.volens.rights.request.RequestCommand.StartReview;
import eu.volens.rights.request.RequestCommand.WithdrawRequest;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestMerged;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RequestWithdrawn;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which move a case allows: how it begins, what is asked in it, and how it ends; what lies between is decided in a room of its own for
 * each matter. What already happened outside (a letter went out, a package was taken) is recorded once, whenever the news comes; what
 * would make something happen is allowed only at its point. Every command may come twice.
 */
final class RequestDecisions {

    /** What is still to be seen to once somebody has said which rights are asked: it is not about that. */
    private static final Set<Attention> NOT_SETTLED_BY_READING = EnumSet.of(
            Attention.SENDER_UNKNOWN, Attention.IDENTITY_DOUBTED, Attention.NEW_MESSAGE, Attention.LETTER_BOUNCED);

    private RequestDecisions() {}

    static Decision decide(RequestState state, RequestCommand command) {
        if (command instanceof ReceiveRequest receive) {
            return state.status() == null ? accept(received(receive)) : NOTHING_NEW;
        }
        if (state.status() == null) {
            return refuse(Refusal.NOT_AT_THIS_POINT);
        }
        return switch (command) {
            case ReceiveRequest c -> NOTHING_NEW;
            case ClassifyRequest c -> classify(state, c);
            case RecordAcknowledgement c -> PostDecisions.acknowledged(state, c);
            case RecordLetterSent c -> PostDecisions.letterSent(state, c);
            case RecordRecipientNotified c -> PostDecisions.recipientNotified(state, c);
            case RecordBounce c -> PostDecisions.bounced(state, c);
            case RecordLetterRefused c -> PostDecisions.refused(state, c);
            case RecordMessage c -> PostDecisions.joined(state, c);
            case SettleAttention c -> PostDecisions.settled(state, c);
            case RecordIdentityAsked c -> IdentityDecisions.asked(state, c);
            case DoubtIdentity c -> IdentityDecisions.doubt(state, c);
            case PutIdentityQuestion c -> IdentityDecisions.question(state, c);
            case ConfirmIdentity c -> IdentityDecisions.confirm(state, c);
            case JudgeIdentity c -> IdentityDecisions.judge(state, c);
            case RequestClarification c -> ClockDecisions.askClarification(state, c);
            case RecordClarification c -> ClockDecisions.clarified(state, c);
            case ExtendDeadline c -> ClockDecisions.extend(state, c);
            case RecordExtensionNotice c -> ClockDecisions.noticeSent(state, c);
            case RecordReminder c -> ClockDecisions.reminded(state, c);
            case StartCollection c -> CollectionDecisions.start(state, c);
            case RecordHolderAsked c -> CollectionDecisions.asked(state, c);
            case RecordHolderAnswered c -> CollectionDecisions.answered(state, c);
            case StartReview c -> CollectionDecisions.review(state, c);
            case DecideRight c -> AnswerDecisions.decideRight(state, c);
            case SetTasks c -> AnswerDecisions.setTasks(state, c);
            case RecordTaskDone c -> AnswerDecisions.taskDone(state, c);
            case ApproveAnswer c -> AnswerDecisions.approve(state, c);
            case RecordPackagePrepared c -> AnswerDecisions.packagePrepared(state, c);
            case RecordAnswerSent c -> AnswerDecisions.answerSent(state, c);
            case SendAnswerAgain c -> AnswerDecisions.sendAgain(state, c);
            case RecordDownload c -> AnswerDecisions.downloaded(state, c);
            case CloseRequest c -> close(state, c);
            case WithdrawRequest c -> withdraw(state, c);
            case MergeRequest c -> merge(state, c);
            case ReopenRequest c -> reopen(state, c);
        };
    }

    private static RequestEvent received(ReceiveRequest c) {
        Set<Attention> attention = EnumSet.noneOf(Attention.class);
        attention.addAll(c.attention());
        attention.addAll(attentionFor(c.rights()));
        Deadline deadline = c.deadline();
        return new RequestReceived(c.caseId(), c.caseNumber(), c.person(), sorted(c.rights()), List.copyOf(attention),
                c.channel(), c.language(), c.receivedAt(), deadline.receivedOn(), deadline.dueOn(), deadline.dueIfExtendedOn(),
                deadline.zone(), deadline.calendar(), c.address(), c.name(), c.subject(), c.consentRecords(), c.messageRef(),
                c.acknowledge(), Status.RECEIVED, c.at());
    }

    private static Set<Attention> attentionFor(Collection<Right> rights) {
        if (rights.isEmpty()) {
            return EnumSet.of(Attention.RIGHT_UNKNOWN);
        }
        return rights.stream().allMatch(Right::isAnsweredWithData)
                ? EnumSet.noneOf(Attention.class) : EnumSet.of(Attention.RIGHT_BY_HAND);
    }

    private static Decision classify(RequestState state, ClassifyRequest c) {
        if (c.rights().isEmpty()) {
            return refuse(Refusal.NO_RIGHT_NAMED);
        }
        if (!isUnanswered(state)) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        Set<Attention> attention = attentionFor(c.rights());
        state.attention().stream().filter(NOT_SETTLED_BY_READING::contains).forEach(attention::add);
        List<Right> rights = sorted(c.rights());
        if (rights.equals(state.rights()) && List.copyOf(attention).equals(state.attention())) {
            return NOTHING_NEW;
        }
        return accept(new RequestClassified(c.caseId(), state.caseNumber(), rights, List.copyOf(attention), c.by(),
                state.status(), c.at()));
    }

    /** Open, and no answer is on its way or out. */
    static boolean isUnanswered(RequestState state) {
        return switch (state.status()) {
            case RECEIVED, AWAITING_IDENTITY, IDENTITY_NOT_CONFIRMED, COLLECTING, IN_REVIEW -> true;
            case APPROVED, ANSWERED, UNDELIVERED, CLOSED -> false;
            case null -> false;
        };
    }

    private static Decision close(RequestState state, CloseRequest c) {
        if (state.status() == Status.CLOSED) {
            return state.outcome() == c.outcome() ? NOTHING_NEW : refuse(Refusal.CASE_CLOSED);
        }
        boolean possible = switch (c.outcome()) {
            case ANSWERED -> state.status() == Status.ANSWERED && (c.by() != null || isOver(state));
            case HANDLED_BY_HAND -> isClosableByHand(state) && c.by() != null;
            case NOT_A_REQUEST -> isClosableByHand(state) && c.by() != null && !state.answer().isSent();
            // Each has a command of its own.
            case WITHDRAWN, DUPLICATE -> false;
        };
        return possible ? accept(closed(state, c)) : refuse(Refusal.NOT_AT_THIS_POINT);
    }

    /** By itself Volens closes only what arrived, and nothing that somebody has yet to read; the DPO may also end what nobody fetches. */
    private static boolean isOver(RequestState state) {
        return (state.answer().downloaded() || !state.needsPackage()) && !state.attention().contains(Attention.NEW_MESSAGE);
    }

    /** An old database can bring a case back as open whose person is erased again at once: it must end, and a note has nowhere to rest. */
    private static RequestEvent closed(RequestState state, CloseRequest c) {
        return state.personErased()
                ? new RequestClosedAfterErasure(c.caseId(), state.caseNumber(), c.outcome(), c.by(), Status.CLOSED, c.at())
                : new RequestClosed(c.caseId(), state.caseNumber(), state.person(), c.outcome(), c.by(), c.note(), Status.CLOSED, c.at());
    }

    /** Not while an approved answer is on its way: it would arrive in a closed case. None is on its way to whom no letter can reach. */
    static boolean isClosableByHand(RequestState state) {
        boolean unreachable = state.personErased() || state.attention().contains(Attention.SENDER_UNKNOWN);
        return state.status() != null && state.status() != Status.CLOSED && (state.status() != Status.APPROVED || unreachable);
    }

    private static Decision withdraw(RequestState state, WithdrawRequest c) {
        if (state.status() == Status.CLOSED) {
            return state.outcome() == Outcome.WITHDRAWN ? NOTHING_NEW : refuse(Refusal.CASE_CLOSED);
        }
        return isUnanswered(state)
                ? accept(new RequestWithdrawn(c.caseId(), state.caseNumber(), c.by(), state.status(), c.at()),
                        ended(state, Outcome.WITHDRAWN, c.by(), c))
                : refuse(Refusal.NOT_AT_THIS_POINT);
    }

    private static Decision merge(RequestState state, MergeRequest c) {
        if (state.status() == Status.CLOSED) {
            return state.outcome() == Outcome.DUPLICATE ? NOTHING_NEW : refuse(Refusal.CASE_CLOSED);
        }
        if (!isUnanswered(state) || c.into().equals(c.caseId())) {
            return refuse(Refusal.NOT_AT_THIS_POINT);
        }
        if (!c.intoPerson().equals(state.person())) {
            return refuse(Refusal.OTHER_PERSON);
        }
        if (c.intoReceivedAt().isAfter(state.receivedAt()) || c.intoDueOn().isAfter(state.clock().deadline().dueOn())) {
            return refuse(Refusal.LATER_CASE);
        }
        // What only this case asks would be done on the other's word about who asks.
        boolean asksMore = !c.intoRights().containsAll(state.rights());
        if (state.identity().isDoubted() || asksMore && c.intoConfirmed() && !state.identity().confirmed()) {
            return refuse(Refusal.IDENTITY_NOT_CONFIRMED);
        }
        return accept(new RequestMerged(c.caseId(), state.caseNumber(), c.into(), c.intoNumber(), c.by(), state.status(), c.at()),
                ended(state, Outcome.DUPLICATE, c.by(), c));
    }

    private static RequestEvent ended(RequestState state, Outcome outcome, @Nullable String by, RequestCommand c) {
        return closed(state, new CloseRequest(c.caseId(), outcome, by, Personal.of(""), c.at()));
    }

    private static Decision reopen(RequestState state, ReopenRequest c) {
        if (state.status() != Status.CLOSED || state.outcome() == Outcome.DUPLICATE) {
            return refuse(Refusal.NOT_AT_THIS_POINT);
        }
        if (state.personErased()) {
            return refuse(Refusal.PERSON_ERASED);
        }
        Status again = state.identity().confirmed() ? IdentityDecisions.onceConfirmed(state) : Status.AWAITING_IDENTITY;
        return accept(new RequestReopened(c.caseId(), state.caseNumber(), state.person(), c.reason(), c.by(), again, c.at()));
    }

    static Refusal closedOr(RequestState state, Refusal otherwise) {
        return state.status() == Status.CLOSED ? Refusal.CASE_CLOSED : otherwise;
    }

    private static List<Right> sorted(Collection<Right> rights) {
        return rights.stream().distinct().sorted().toList();
    }
}
