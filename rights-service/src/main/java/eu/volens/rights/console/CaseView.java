package eu.volens.rights.console;

import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

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

    static CaseView of(CaseFile file, LocalDate today) {
        long daysLeft = ChronoUnit.DAYS.between(today, file.deadline().dueOn());
        var answeredAt = file.steps().stream().filter(step -> step.name().equals("answer-sent")).map(Step::at).findFirst();
        return new CaseView(file, daysLeft, Urgency.of(file.status(), daysLeft), answeredAt);
    }

    /** Which sentence says what matters now. */
    public String now() {
        if (file.status() == Status.RECEIVED && file.moves().contains(Move.CLASSIFY)) {
            return "to-classify";
        }
        boolean byHand = file.status() == Status.IN_REVIEW && !file.moves().contains(Move.APPROVE);
        return byHand ? "by-hand" : file.status().wireName();
    }

    public boolean can(String move) {
        return file.moves().contains(Move.valueOf(move));
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
        return file.holders().stream().mapToLong(holder -> holder.answer() == null
                ? 0
                : holder.answer().map(answer -> answer.records().size()).orElse(0)).sum();
    }
}
