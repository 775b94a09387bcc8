package eu.volens.rights.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a pause would make of a deadline. The law has no text on it, only the guidelines' "there may be a suspension" for questions asked
 * without undue delay; so both days are shown, and who relies on the later one does so knowingly.
 *
 * @param unpausedDueOn the last day as the law counts it
 * @param pausedDueOn   the last day if the pause is accepted; the same when nothing paused
 * @param pausedDays    for which the period stood still
 * @param waiting       whether a question that pauses is still open, so that the paused day moves on
 * @param steps         from the first question to the last hour
 */
public record Suspension(LocalDate unpausedDueOn, LocalDate pausedDueOn, long pausedDays, boolean waiting, List<Step> steps) {

    public Suspension {
        steps = List.copyOf(steps);
    }

    /**
     * Something the controller needs to know before it can answer: who somebody is, or what they mean.
     *
     * @param answeredAt empty while it is open
     */
    public record Question(Instant askedAt, Optional<Instant> answeredAt) {}
}
