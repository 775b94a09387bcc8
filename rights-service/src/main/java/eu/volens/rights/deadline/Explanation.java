package eu.volens.rights.deadline;

import java.time.LocalDate;
import java.util.List;

/**
 * How a deadline came about.
 *
 * @param plain    the month
 * @param extended the three months of an extension
 */
public record Explanation(Deadline deadline, Course plain, Course extended) {

    /**
     * One way from the receipt to the last hour.
     *
     * @param countedTo      where the months end, before closed days are considered
     * @param dueOn          the last day
     * @param internalTarget by when the controller wants to answer: never after the last day, and the law knows nothing of it
     * @param steps          in the order of counting; the last is a {@link Step.LastHour}
     */
    public record Course(LocalDate countedTo, LocalDate dueOn, LocalDate internalTarget, List<Step> steps) {

        public Course {
            steps = List.copyOf(steps);
        }
    }
}
