package eu.volens.rights.console;

import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.holder.HolderAnswer.ConsentRecord;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Answer;
import eu.volens.rights.request.CaseFile.Clarification;
import eu.volens.rights.request.CaseFile.Holder;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.LeftOut;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A case with what the page works out from it.
 *
 * @param daysLeft   whole days to the due day, negative when late
 * @param answeredAt when the answer was handed to the mail server
 */
record CaseView(CaseFile file, long daysLeft, Urgency urgency, Optional<Instant> answeredAt) {

    /** The stations of a case's way, as the page draws them. */
    static final List<Status> WAY = List.of(Status.RECEIVED, Status.AWAITING_IDENTITY, Status.COLLECTING, Status.IN_REVIEW,
            Status.ANSWERED, Status.CLOSED);

    private static final List<Move> FIRST = List.of(Move.JUDGE_IDENTITY, Move.APPROVE, Move.DECIDE, Move.CARRY_OUT, Move.SEND_AGAIN);
    private static final List<Move> FITTING = List.of(Move.RECORD_CLARIFICATION, Move.ASK_IDENTITY, Move.JUDGE_IDENTITY, Move.ASK_CLARIFICATION,
            Move.EXTEND, Move.SEND_AGAIN);
    private static final List<Move> SELDOM = List.of(Move.CLASSIFY, Move.WITHDRAW, Move.MERGE, Move.CLOSE, Move.REOPEN);

    static CaseView of(CaseFile file, LocalDate today) {
        long daysLeft = ChronoUnit.DAYS.between(today, file.deadline().dueOn());
        var answeredAt = file.status() == Status.ANSWERED || file.status() == Status.CLOSED ? lastAnswer(file.steps()) : Optional.<Instant>empty();
        return new CaseView(file, daysLeft, Urgency.of(file.status(), daysLeft), answeredAt);
    }

    /** What went out before a case was taken up again is no answer. */
    private static Optional<Instant> lastAnswer(List<Step> steps) {
        return steps.reversed().stream().takeWhile(step -> !step.name().equals("reopened")).filter(step -> step.name().equals("answer-sent"))
                .map(Step::at).findFirst();
    }

    /** Which sentence says what matters now. */
    public String now() {
        return switch (file.status()) {
            case RECEIVED -> needs(Attention.RIGHT_UNKNOWN) || needs(Attention.SENT_BY_MACHINE) ? "to-classify" : file.status().wireName();
            case IN_REVIEW -> reviewing();
            case AWAITING_IDENTITY -> needs(Attention.IDENTITY_DOUBTED) ? "doubted" : file.status().wireName();
            case IDENTITY_NOT_CONFIRMED -> can("APPROVE") ? "to-refuse" : file.status().wireName();
            case COLLECTING, APPROVED, ANSWERED, UNDELIVERED, CLOSED -> file.status().wireName();
        };
    }

    private String reviewing() {
        if (needs(Attention.IDENTITY_DOUBTED)) {
            return "doubted";
        }
        if (file.rights().isEmpty()) {
            return "to-classify";
        }
        if (undecided().isPresent()) {
            return "to-decide";
        }
        return can("APPROVE") ? "in-review" : "to-carry-out";
    }

    private boolean needs(Attention attention) {
        return file.attention().contains(attention);
    }

    /** What still needs a human; in a closed case only what came since. That a right is to be decided the page says at that right, once there is something to decide. */
    public List<Attention> marks() {
        return Arrays.stream(Attention.values()).filter(this::needs).filter(attention -> file.status() != Status.CLOSED || attention.isOfThePost())
                .filter(attention -> attention != Attention.RIGHT_BY_HAND || !isAnswering()).toList();
    }

    /** The first right that nobody has decided and that is not simply given as a copy. */
    private Optional<Right> undecided() {
        return file.answers().stream().filter(this::isToDecide).map(Answer::right).findFirst();
    }

    /** A copy is given unasked, until another copy of the same data is kept back. */
    public boolean isToDecide(Answer answer) {
        boolean keptBack = file.answers().stream().filter(one -> one.right().isAnsweredWithData())
                .anyMatch(one -> one.ruling() != null && one.ruling() != Ruling.IN_FULL);
        return answer.ruling() == null && (keptBack || !answer.right().isAnsweredWithData());
    }

    public boolean can(String move) {
        return file.moves().contains(Move.valueOf(move));
    }

    /** The one thing to do now, if there is one. */
    public Optional<Move> first() {
        return FIRST.stream().filter(move -> file.moves().contains(move)).filter(move -> switch (move) {
            case JUDGE_IDENTITY -> needs(Attention.IDENTITY_DOUBTED);
            case DECIDE -> undecided().isPresent();
            case SEND_AGAIN -> file.status() == Status.UNDELIVERED;
            case APPROVE, CARRY_OUT -> true;
            case CLASSIFY, ASK_IDENTITY, ASK_CLARIFICATION, RECORD_CLARIFICATION, EXTEND, WITHDRAW, MERGE, CLOSE, REOPEN -> false;
        }).findFirst();
    }

    /** What also fits this point. Rights are decided and carried out where they are listed. */
    public List<Move> fitting() {
        return FITTING.stream().filter(move -> file.moves().contains(move) && !first().equals(Optional.of(move)))
                .filter(move -> move != Move.EXTEND || isExtendable()).toList();
    }

    /** What is seldom needed. */
    public List<Move> seldom() {
        return SELDOM.stream().filter(move -> file.moves().contains(move)).filter(move -> move != Move.CLASSIFY || !isToClassify()).toList();
    }

    /** Whether the page itself asks what is meant by the message. */
    public boolean isToClassify() {
        return can("CLASSIFY") && now().equals("to-classify");
    }

    /** The address of a move's page below that of the case. */
    public String path(Move move) {
        return move == Move.DECIDE
                ? move.path() + "/" + undecided().or(() -> file.rights().stream().findFirst()).map(Right::wireName).orElse("")
                : move.path();
    }

    /** Within the first month (Article 12(3) GDPR). */
    public boolean isExtendable() {
        return can("EXTEND") && daysLeft >= 0;
    }

    /** Which words say what is known about who asks. */
    public String identityState() {
        var judgement = file.identity().judgement();
        if (judgement.isPresent()) {
            return judgement.get().confirmed() ? "judged" : "not-confirmed";
        }
        boolean confirmed = file.identity().confirmed() || file.steps().stream().anyMatch(step -> step.name().equals("identity-confirmed"));
        return confirmed ? "confirmed" : file.status() == Status.AWAITING_IDENTITY ? "asked" : "open";
    }

    /** Whether there is more to say about who asks than that. */
    public boolean isWhoOfInterest() {
        return !file.identity().doubts().isEmpty() || !file.identity().questions().isEmpty() || file.identity().judgement().isPresent();
    }

    public boolean isIdentityConfirmed() {
        return file.identity().confirmed();
    }

    /** Whether what is answered to each right is of interest already. */
    public boolean isAnswering() {
        return can("DECIDE") || file.answers().stream().anyMatch(answer -> answer.ruling() != null);
    }

    /** Whether the answer carries data: a right that nobody decided is thought granted. */
    public boolean hasPackage() {
        return file.answers().stream().anyMatch(answer -> answer.right().isAnsweredWithData()
                && (answer.ruling() == null || answer.ruling().isGranted()));
    }

    /** Which records a copy can leave out, by the items that say so. */
    public record Leavable(String holder, Map<String, ConsentRecord> records) {}

    /** Of each holder that found something. */
    public List<Leavable> leavable() {
        return file.holders().stream().filter(holder -> !records(holder).isEmpty()).map(holder -> {
            Map<String, ConsentRecord> records = new LinkedHashMap<>();
            records(holder).forEach(record -> records.put(LeftOut.record(holder.name(), record.record()), record));
            return new Leavable(holder.name(), records);
        }).toList();
    }

    /** Whether all these items of {@link LeftOut} are among what can be left out. */
    boolean hasCollected(Set<String> items) {
        return items.stream().allMatch(item -> leavable().stream().anyMatch(one -> one.holder().equals(item) || one.records().containsKey(item)));
    }

    private static List<ConsentRecord> records(Holder holder) {
        return holder.answer() == null ? List.of() : holder.answer().map(HolderAnswer::records).orElse(List.of());
    }

    /** How many records of this holder go into the package: those that at least one granted copy gives. */
    public long recordsGiven(Holder holder) {
        List<LeftOut> copies = file.answers().stream().filter(answer -> answer.right().isAnsweredWithData())
                .filter(answer -> answer.ruling() == null || answer.ruling().isGranted()).map(answer -> LeftOut.of(answer.leftOut())).toList();
        return records(holder).stream().filter(record -> copies.stream().anyMatch(copy -> !copy.holds(holder.name(), record.record()))).count();
    }

    public Optional<Clarification> openClarification() {
        return file.time().clarifications().stream().filter(one -> one.answeredAt() == null).findFirst();
    }

    /** The case that this one was joined to. */
    public Optional<Step> joinedTo() {
        return file.outcome() == Outcome.DUPLICATE ? file.steps().stream().filter(step -> step.name().equals("merged")).reduce((a, b) -> b)
                : Optional.empty();
    }

    /** {@code done}, {@code current} or {@code ahead}. */
    public String station(Status station) {
        var now = switch (file.status()) {
            case IDENTITY_NOT_CONFIRMED -> Status.AWAITING_IDENTITY;
            case APPROVED -> Status.IN_REVIEW;
            case UNDELIVERED -> Status.ANSWERED;
            case RECEIVED, AWAITING_IDENTITY, COLLECTING, IN_REVIEW, ANSWERED, CLOSED -> file.status();
        };
        int order = station.compareTo(now);
        return order < 0 || now == Status.CLOSED ? "done" : order == 0 ? "current" : "ahead";
    }

    public boolean answeredInTime() {
        return answeredAt.filter(at -> at.isBefore(file.deadline().expiresAt())).isPresent();
    }

    /** Days of the month that are gone, for a bar; never more than there are. */
    public long daysUsed() {
        return Math.max(0, Math.min(daysAll(), daysAll() - daysLeft));
    }

    public long daysAll() {
        return Math.max(1, ChronoUnit.DAYS.between(file.deadline().receivedOn(), file.deadline().dueOn()));
    }

    public boolean allHoldersAnswered() {
        return file.holders().stream().allMatch(holder -> holder.answer() != null);
    }

    public boolean hasRight(String right) {
        return file.rights().stream().anyMatch(one -> one.wireName().equals(right));
    }

    /** Consent records found by all holders together. */
    public long recordsFound() {
        return file.holders().stream().mapToLong(holder -> records(holder).size()).sum();
    }
}
