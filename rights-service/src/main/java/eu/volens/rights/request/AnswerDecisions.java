package eu.volens.rights.request;

import static eu.volens.rights.request.Decision.NOTHING_NEW;
import static eu.volens.rights.request.Decision.accept;
import static eu.volens.rights.request.Decision.refuse;
import static eu.volens.rights.request.RequestDecisions.closedOr;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestCommand.RecordTaskDone;
import eu.volens.rights.request.RequestCommand.SendAnswerAgain;
import eu.volens.rights.request.RequestCommand.SetTasks;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestEvent.AnswerDelivered;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.AnswerWantedAgain;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.PackagePrepared;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.RequestEvent.TasksSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is answered to each right, and how the answer reaches the person. */
final class AnswerDecisions {

    private AnswerDecisions() {}

    static Decision decideRight(RequestState state, DecideRight c) {
        Optional<Refusal> refusal = notDecidable(state, c).or(() -> badlyGrounded(c)).or(() -> badlyLeftOut(state, c));
        if (refusal.isPresent()) {
            return refuse(refusal.get());
        }
        List<Ground> grounds = c.grounds().stream().sorted().toList();
        LeftOut leftOut = LeftOut.of(c.leftOut());
        boolean known = new RequestState.Decided(c.ruling(), grounds, leftOut, c.reasons()).equals(state.answer().decided().get(c.right()));
        return known ? NOTHING_NEW : accept(new RightDecided(c.caseId(), state.caseNumber(), state.person(), c.right(), c.ruling(), grounds,
                leftOut.items(), c.reasons(), c.by(), state.status(), c.at()));
    }

    /** To somebody who did not confirm who they are nothing but that can be answered. */
    private static Optional<Refusal> notDecidable(RequestState state, DecideRight c) {
        if (state.status() != Status.IN_REVIEW && state.status() != Status.IDENTITY_NOT_CONFIRMED) {
            return Optional.of(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        if (!state.rights().contains(c.right())) {
            return Optional.of(Refusal.RIGHT_NOT_ASKED);
        }
        return state.status() == Status.IDENTITY_NOT_CONFIRMED && (c.ruling().isGranted() || !c.grounds().contains(Ground.NOT_IDENTIFIED))
                ? Optional.of(Refusal.IDENTITY_NOT_CONFIRMED) : Optional.empty();
    }

    private static Optional<Refusal> badlyGrounded(DecideRight c) {
        boolean reasons = !c.reasons().orElse("").isBlank();
        if (c.ruling() == Ruling.IN_FULL) {
            return c.grounds().isEmpty() ? Optional.empty() : Optional.of(Refusal.GROUND_DOES_NOT_APPLY);
        }
        if (c.grounds().isEmpty() || !reasons) {
            return Optional.of(Refusal.REASONS_MISSING);
        }
        return c.grounds().stream().allMatch(ground -> ground.appliesTo(c.right())) ? Optional.empty() : Optional.of(Refusal.GROUND_DOES_NOT_APPLY);
    }

    /** Which records a holder has is known where its answer is kept; here, how many. */
    private static Optional<Refusal> badlyLeftOut(RequestState state, DecideRight c) {
        if (c.ruling() != Ruling.IN_PART || !c.right().isAnsweredWithData()) {
            return c.leftOut().isEmpty() ? Optional.empty() : Optional.of(Refusal.LEFT_OUT_DOES_NOT_APPLY);
        }
        return !c.leftOut().isEmpty() && LeftOut.of(c.leftOut()).fits(state.collecting().answered())
                ? Optional.empty() : Optional.of(Refusal.LEFT_OUT_MISSING);
    }

    static Decision setTasks(RequestState state, SetTasks c) {
        if (state.answer().tasks().containsKey(c.right())) {
            return NOTHING_NEW;
        }
        if (state.status() != Status.IN_REVIEW || c.right().isAnsweredWithData() || !isDecidedAndGranted(state, c.right())) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        return accept(new TasksSet(c.caseId(), state.caseNumber(), c.right(), List.copyOf(c.holders()), state.status(), c.at()));
    }

    private static boolean isDecidedAndGranted(RequestState state, Right right) {
        return state.answer().decided().containsKey(right) && state.isGranted(right);
    }

    static Decision taskDone(RequestState state, RecordTaskDone c) {
        RequestState.Tasks tasks = state.answer().tasks().get(c.right());
        if (tasks == null || !tasks.holders().contains(c.holder())) {
            return refuse(closedOr(state, Refusal.TASK_NOT_SET));
        }
        if (tasks.done().contains(c.holder())) {
            return NOTHING_NEW;
        }
        return state.status() == Status.IN_REVIEW
                ? accept(new TaskDone(c.caseId(), state.caseNumber(), state.person(), c.right(), c.holder(), c.note(), c.by(), state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
    }

    static Decision approve(RequestState state, ApproveAnswer c) {
        return switch (state.status()) {
            case RECEIVED, AWAITING_IDENTITY -> refuse(Refusal.IDENTITY_NOT_CONFIRMED);
            case IDENTITY_NOT_CONFIRMED -> state.rights().stream().noneMatch(state::isGranted) && !state.rights().isEmpty()
                    ? accept(approved(state, c)) : refuse(Refusal.IDENTITY_NOT_CONFIRMED);
            case COLLECTING -> refuse(Refusal.COLLECTION_INCOMPLETE);
            case IN_REVIEW -> notApprovable(state).map(Decision::refuse).orElseGet(() -> accept(withCopies(state, c)));
            case APPROVED, ANSWERED, UNDELIVERED -> NOTHING_NEW;
            case CLOSED -> refuse(Refusal.CASE_CLOSED);
        };
    }

    static boolean isApprovable(RequestState state) {
        return switch (state.status()) {
            case IN_REVIEW -> notApprovable(state).isEmpty();
            case IDENTITY_NOT_CONFIRMED -> state.rights().stream().noneMatch(state::isGranted) && !state.rights().isEmpty();
            case RECEIVED, AWAITING_IDENTITY, COLLECTING, APPROVED, ANSWERED, UNDELIVERED, CLOSED -> false;
            case null -> false;
        };
    }

    private static Optional<Refusal> notApprovable(RequestState state) {
        if (state.identity().isDoubted()) {
            return Optional.of(Refusal.IDENTITY_NOT_CONFIRMED);
        }
        if (state.needsPackage() && !state.collecting().isComplete()) {
            return Optional.of(Refusal.COLLECTION_INCOMPLETE);
        }
        if (state.rights().isEmpty() || state.rights().stream().anyMatch(right -> isToDecide(state, right))) {
            return Optional.of(Refusal.RIGHT_UNDECIDED);
        }
        return state.rights().stream().filter(right -> !right.isAnsweredWithData()).filter(state::isGranted)
                .allMatch(right -> isCarriedOut(state, right))
                ? Optional.empty() : Optional.of(Refusal.TASKS_OPEN);
    }

    /** A copy goes out whole unasked; but not once another copy of the same data was kept back, for it would bring all of it along. */
    private static boolean isToDecide(RequestState state, Right right) {
        boolean keptBack = state.rights().stream().filter(Right::isAnsweredWithData).map(state.answer().decided()::get)
                .anyMatch(decided -> decided != null && decided.ruling() != Ruling.IN_FULL);
        return !state.answer().decided().containsKey(right) && (keptBack || !right.isAnsweredWithData());
    }

    private static boolean isCarriedOut(RequestState state, Right right) {
        RequestState.Tasks tasks = state.answer().tasks().get(right);
        return tasks != null && tasks.areDone();
    }

    /** Who approves a copy without having decided about it gives it whole; the log says so. */
    private static RequestEvent[] withCopies(RequestState state, ApproveAnswer c) {
        Stream<RequestEvent> copies = state.rights().stream().filter(right -> !state.answer().decided().containsKey(right))
                .map(right -> new RightDecided(c.caseId(), state.caseNumber(), state.person(), right, Ruling.IN_FULL, List.of(), List.of(),
                        Personal.of(""), c.by(), state.status(), c.at()));
        return Stream.concat(copies, Stream.of(approved(state, c))).toArray(RequestEvent[]::new);
    }

    private static RequestEvent approved(RequestState state, ApproveAnswer c) {
        return new AnswerApproved(c.caseId(), state.caseNumber(), c.by(), Status.APPROVED, c.at());
    }

    static Decision packagePrepared(RequestState state, RecordPackagePrepared c) {
        if (state.answer().packageSha256() != null) {
            return state.answer().packageSha256().equals(c.sha256()) ? NOTHING_NEW : refuse(Refusal.OTHER_PACKAGE);
        }
        return state.status() == Status.APPROVED && state.needsPackage()
                ? accept(new PackagePrepared(c.caseId(), state.caseNumber(), c.sha256(), c.sizeBytes(), state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
    }

    static Decision answerSent(RequestState state, RecordAnswerSent c) {
        if (state.post().sent().contains(c.letterId())) {
            return NOTHING_NEW;
        }
        boolean ready = state.status() == Status.APPROVED && !state.needsPackage() || state.answer().packageSha256() != null;
        return ready
                ? accept(new AnswerSent(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(), c.fetchableUntil(),
                        state.status() == Status.APPROVED ? Status.ANSWERED : state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
    }

    static Decision sendAgain(RequestState state, SendAnswerAgain c) {
        if (!isSendableAgain(state)) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        return state.personErased()
                ? refuse(Refusal.PERSON_ERASED)
                : accept(new AnswerWantedAgain(c.caseId(), state.caseNumber(), c.by(), Status.APPROVED, c.at()));
    }

    /** It came back, or its link was never used. */
    static boolean isSendableAgain(RequestState state) {
        return state.status() == Status.UNDELIVERED
                || state.status() == Status.ANSWERED && state.needsPackage() && !state.answer().downloaded();
    }

    static Decision downloaded(RequestState state, RecordDownload c) {
        if (!state.answer().isSent()) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        if (!c.sha256().equals(state.answer().packageSha256())) {
            return refuse(Refusal.OTHER_PACKAGE);
        }
        // What came back from a mail server may have arrived all the same: the link was in it.
        Status status = state.status() == Status.UNDELIVERED ? Status.ANSWERED : state.status();
        return state.answer().downloaded() ? NOTHING_NEW : accept(
                new AnswerDelivered(c.caseId(), state.caseNumber(), status, c.at()),
                new PackageDownloaded(c.caseId(), state.caseNumber(), c.sha256(), status, c.at()));
    }
}
