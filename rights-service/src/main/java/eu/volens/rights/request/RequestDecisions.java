package eu.volens.rights.request;

import static eu.volens.rights.request.Decision.NOTHING_NEW;
import static eu.volens.rights.request.Decision.accept;
import static eu.volens.rights.request.Decision.refuse;

import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.request.RequestCommand.RecordHolderAnswered;
import eu.volens.rights.request.RequestCommand.RecordHolderAsked;
import eu.volens.rights.request.RequestCommand.RecordIdentityAsked;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestCommand.StartCollection;
import eu.volens.rights.request.RequestCommand.StartReview;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which move a case allows. What already happened outside (a letter went out, a package was taken) is recorded once, whenever the
 * news comes; what would make something happen is allowed only at its point. Every command may come twice.
 */
final class RequestDecisions {

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
            case RecordAcknowledgement c -> acknowledged(state, c);
            case RecordIdentityAsked c -> identityAsked(state, c);
            case ConfirmIdentity c -> confirm(state, c);
            case StartCollection c -> startCollection(state, c);
            case RecordHolderAsked c -> holderAsked(state, c);
            case RecordHolderAnswered c -> holderAnswered(state, c);
            case StartReview c -> startReview(state, c);
            case ApproveAnswer c -> approve(state, c);
            case RecordPackagePrepared c -> packagePrepared(state, c);
            case RecordAnswerSent c -> answerSent(state, c);
            case RecordDownload c -> downloaded(state, c);
            case CloseRequest c -> close(state, c);
        };
    }

    /** What the DPO can do with the case as it stands. */
    static Set<CaseFile.Move> moves(RequestState state) {
        Set<CaseFile.Move> moves = EnumSet.noneOf(CaseFile.Move.class);
        if (classifiable(state)) {
            moves.add(CaseFile.Move.CLASSIFY);
        }
        if (state.status() == Status.IN_REVIEW && hasAnswer(state)) {
            moves.add(CaseFile.Move.APPROVE);
        }
        if (closableByHand(state)) {
            moves.add(CaseFile.Move.CLOSE);
        }
        return moves;
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
        return rights.stream().allMatch(Right.ACCESS::equals)
                ? EnumSet.noneOf(Attention.class) : EnumSet.of(Attention.RIGHT_BY_HAND);
    }

    private static Decision classify(RequestState state, ClassifyRequest c) {
        if (c.rights().isEmpty()) {
            return refuse(Refusal.NO_RIGHT_NAMED);
        }
        if (!classifiable(state)) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        Set<Attention> attention = attentionFor(c.rights());
        // Somebody has read the message now; only a missing address is not healed by reading.
        if (state.attention().contains(Attention.SENDER_UNKNOWN)) {
            attention.add(Attention.SENDER_UNKNOWN);
        }
        List<Right> rights = sorted(c.rights());
        if (rights.equals(state.rights()) && List.copyOf(attention).equals(state.attention())) {
            return NOTHING_NEW;
        }
        return accept(new RequestClassified(c.caseId(), state.caseNumber(), rights, List.copyOf(attention), c.by(),
                state.status(), c.at()));
    }

    private static boolean classifiable(RequestState state) {
        return switch (state.status()) {
            case RECEIVED, AWAITING_IDENTITY, COLLECTING, IN_REVIEW -> true;
            case APPROVED, ANSWERED, CLOSED -> false;
            case null -> false;
        };
    }

    private static Decision acknowledged(RequestState state, RecordAcknowledgement c) {
        if (state.letters().contains(c.letterId())) {
            return NOTHING_NEW;
        }
        RequestEvent acknowledged = new RequestAcknowledged(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(),
                state.status(), c.at());
        return c.identityAskedUntil() == null
                ? accept(acknowledged)
                : accept(acknowledged, new IdentityAsked(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(),
                        c.identityAskedUntil(), onceAsked(state), c.at()));
    }

    private static Decision identityAsked(RequestState state, RecordIdentityAsked c) {
        return state.letters().contains(c.letterId())
                ? NOTHING_NEW
                : accept(new IdentityAsked(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(), c.askedUntil(),
                        onceAsked(state), c.at()));
    }

    private static Status onceAsked(RequestState state) {
        return state.status() == Status.RECEIVED ? Status.AWAITING_IDENTITY : state.status();
    }

    private static Decision confirm(RequestState state, ConfirmIdentity c) {
        if (state.identityConfirmed()) {
            return NOTHING_NEW;
        }
        if (state.status() != Status.AWAITING_IDENTITY) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        return accept(new IdentityConfirmed(c.caseId(), state.caseNumber(), state.person(), "link", c.consentRecords(),
                Status.COLLECTING, c.at()));
    }

    private static Decision startCollection(RequestState state, StartCollection c) {
        if (state.holders() != null) {
            return NOTHING_NEW;
        }
        if (!state.identityConfirmed()) {
            return refuse(closedOr(state, Refusal.IDENTITY_NOT_CONFIRMED));
        }
        if (state.status() != Status.COLLECTING && state.status() != Status.IN_REVIEW) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        RequestEvent started = new CollectionStarted(c.caseId(), state.caseNumber(), List.copyOf(c.holders()),
                Status.COLLECTING, c.at());
        return c.holders().isEmpty() ? accept(started, review(state, c)) : accept(started);
    }

    private static RequestEvent review(RequestState state, RequestCommand c) {
        return new ReviewStarted(c.caseId(), state.caseNumber(), Status.IN_REVIEW, c.at());
    }

    private static Decision holderAsked(RequestState state, RecordHolderAsked c) {
        if (state.holdersAsked().contains(c.holder())) {
            return NOTHING_NEW;
        }
        if (state.holders() == null || !state.holders().contains(c.holder())) {
            return refuse(closedOr(state, Refusal.HOLDER_NOT_ASKED));
        }
        return state.status() == Status.COLLECTING
                ? accept(new HolderAsked(c.caseId(), state.caseNumber(), c.holder(), state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
    }

    private static Decision holderAnswered(RequestState state, RecordHolderAnswered c) {
        if (state.holdersAnswered().contains(c.holder())) {
            return NOTHING_NEW;
        }
        if (!state.holdersAsked().contains(c.holder())) {
            return refuse(closedOr(state, Refusal.HOLDER_NOT_ASKED));
        }
        if (state.status() != Status.COLLECTING) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        RequestEvent answered = new HolderAnswered(c.caseId(), state.caseNumber(), c.holder(), c.sha256(), c.records(),
                state.status(), c.at());
        return state.after(answered).collectionComplete() ? accept(answered, review(state, c)) : accept(answered);
    }

    private static Decision startReview(RequestState state, StartReview c) {
        return switch (state.status()) {
            case RECEIVED, AWAITING_IDENTITY -> refuse(Refusal.IDENTITY_NOT_CONFIRMED);
            case COLLECTING -> state.holders() == null
                    ? accept(review(state, c)) : refuse(Refusal.COLLECTION_INCOMPLETE);
            case IN_REVIEW, APPROVED, ANSWERED -> NOTHING_NEW;
            case CLOSED -> refuse(Refusal.CASE_CLOSED);
        };
    }

    private static Decision approve(RequestState state, ApproveAnswer c) {
        return switch (state.status()) {
            case RECEIVED, AWAITING_IDENTITY -> refuse(Refusal.IDENTITY_NOT_CONFIRMED);
            case COLLECTING -> refuse(Refusal.COLLECTION_INCOMPLETE);
            case IN_REVIEW -> hasAnswer(state)
                    ? accept(new AnswerApproved(c.caseId(), state.caseNumber(), c.by(), Status.APPROVED, c.at()))
                    : refuse(Refusal.NOTHING_TO_SEND);
            case APPROVED, ANSWERED -> NOTHING_NEW;
            case CLOSED -> refuse(Refusal.CASE_CLOSED);
        };
    }

    private static boolean hasAnswer(RequestState state) {
        return state.rights().contains(Right.ACCESS) && state.collectionComplete();
    }

    private static Decision packagePrepared(RequestState state, RecordPackagePrepared c) {
        if (state.packageSha256() != null) {
            return state.packageSha256().equals(c.sha256()) ? NOTHING_NEW : refuse(Refusal.OTHER_PACKAGE);
        }
        return state.status() == Status.APPROVED
                ? accept(new PackagePrepared(c.caseId(), state.caseNumber(), c.sha256(), c.sizeBytes(), state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
    }

    private static Decision answerSent(RequestState state, RecordAnswerSent c) {
        if (state.letters().contains(c.letterId())) {
            return NOTHING_NEW;
        }
        return state.packageSha256() != null
                ? accept(new AnswerSent(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(), c.fetchableUntil(),
                        state.status() == Status.APPROVED ? Status.ANSWERED : state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
    }

    private static Decision downloaded(RequestState state, RecordDownload c) {
        if (!state.answerSent()) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        if (!c.sha256().equals(state.packageSha256())) {
            return refuse(Refusal.OTHER_PACKAGE);
        }
        return state.downloaded() ? NOTHING_NEW : accept(
                new AnswerDelivered(c.caseId(), state.caseNumber(), state.status(), c.at()),
                new PackageDownloaded(c.caseId(), state.caseNumber(), c.sha256(), state.status(), c.at()));
    }

    private static Decision close(RequestState state, CloseRequest c) {
        if (state.status() == Status.CLOSED) {
            return state.outcome() == c.outcome() ? NOTHING_NEW : refuse(Refusal.CASE_CLOSED);
        }
        boolean possible = switch (c.outcome()) {
            // By itself Volens closes only what was fetched; the DPO may also end an answered case that nobody fetches.
            case ANSWERED -> state.status() == Status.ANSWERED && (state.downloaded() || c.by() != null);
            case HANDLED_BY_HAND -> closableByHand(state) && c.by() != null;
            case NOT_A_REQUEST -> closableByHand(state) && c.by() != null && state.status() != Status.ANSWERED;
        };
        return possible
                ? accept(closed(state, c))
                : refuse(Refusal.NOT_AT_THIS_POINT);
    }

    /** An old database can bring a case back as open whose person is erased again at once: it must end, and a note has nowhere to rest. */
    private static RequestEvent closed(RequestState state, CloseRequest c) {
        return state.personErased()
                ? new RequestClosedAfterErasure(c.caseId(), state.caseNumber(), c.outcome(), c.by(), Status.CLOSED, c.at())
                : new RequestClosed(c.caseId(), state.caseNumber(), state.person(), c.outcome(), c.by(), c.note(), Status.CLOSED, c.at());
    }

    /** Not while an approved answer is on its way: it would arrive in a closed case. None is on its way to somebody who was erased. */
    private static boolean closableByHand(RequestState state) {
        return state.status() != null && state.status() != Status.CLOSED && (state.status() != Status.APPROVED || state.personErased());
    }

    private static Refusal closedOr(RequestState state, Refusal otherwise) {
        return state.status() == Status.CLOSED ? Refusal.CASE_CLOSED : otherwise;
    }

    private static List<Right> sorted(Collection<Right> rights) {
        return rights.stream().distinct().sorted().toList();
    }
}
