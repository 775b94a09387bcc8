package eu.volens.rights.deadline;

import eu.volens.rights.deadline.Explanation.Course;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Counts the period of Article 12(3) GDPR. It runs from the day of receipt itself and ends with the last hour of the day of the same
 * number one month later; where that month has no such day, of its last day; where that is no working day, of the next one
 * (Regulation 1182/71, Article 3(2)(c) and (4); C-171/03 Toeters: the day of the event is not skipped a second time).
 */
public final class DeadlineLaw {

    /** How long before the end of the period a controller wants to have answered, unless it says otherwise. */
    public static final Period INTERNAL_TARGET_DEFAULT = Period.ofDays(7);
    /** Working days after receipt within which a question counts as asked without undue delay. */
    static final int ASKED_WITHIN_WORKING_DAYS = 3;
    static final int MONTHS_TO_ANSWER = 1;
    private static final int MONTHS_WHEN_EXTENDED = 3;

    private final ZoneId zone;
    private final WorkingDays calendar;
    private final Period internalTarget;

    public DeadlineLaw(ZoneId zone, WorkingDays calendar) {
        this(zone, calendar, INTERNAL_TARGET_DEFAULT);
    }

    /** @param internalTarget how long before the end of the period an answer is wanted; not negative */
    public DeadlineLaw(ZoneId zone, WorkingDays calendar, Period internalTarget) {
        if (internalTarget.isNegative()) {
            throw new IllegalArgumentException("an internal target after the legal one: " + internalTarget);
        }
        this.zone = zone;
        this.calendar = calendar;
        this.internalTarget = internalTarget;
    }

    /** The deadline of what reached the controller at this instant. The day of receipt is the local one, not the UTC one. */
    public Deadline receivedAt(Instant received) {
        return explain(received).deadline();
    }

    /** The same, with every step that leads to it. */
    public Explanation explain(Instant received) {
        LocalDate day = localDay(received);
        Step receipt = new Step.DayOfReceipt(received, zone, day);
        // Both from the day of receipt: adding one month and then two would clamp twice and lose days (31 January).
        Course plain = course(receipt, MONTHS_TO_ANSWER);
        Course extended = course(receipt, MONTHS_WHEN_EXTENDED);
        return new Explanation(new Deadline(day, plain.dueOn(), extended.dueOn(), zone.getId(), calendar.version()), plain, extended);
    }

    /** By when the controller wants to have answered what it received on this day: a working day where there is one since the receipt. */
    public LocalDate internalTarget(LocalDate receivedOn, boolean extended) {
        return target(receivedOn, receivedOn.plusMonths(extended ? MONTHS_WHEN_EXTENDED : MONTHS_TO_ANSWER));
    }

    /**
     * What questions to the person make of the month, if their pause is accepted: as many days more as some question was open, counting only
     * those asked within three working days of the receipt.
     *
     * @param now to which a question that is still open has paused
     */
    public Suspension suspend(LocalDate receivedOn, List<Suspension.Question> questions, Instant now) {
        LocalDate lastDayToAsk = calendar.after(receivedOn, ASKED_WITHIN_WORKING_DAYS);
        List<Step> steps = new ArrayList<>();
        long days = 0;
        boolean waiting = false;
        LocalDate countedTo = receivedOn;
        for (Suspension.Question question : questions.stream().sorted(Comparator.comparing(Suspension.Question::askedAt)).toList()) {
            Step.QuestionAsked asked = new Step.QuestionAsked(localDay(question.askedAt()), lastDayToAsk);
            steps.add(asked);
            if (asked.rule() == Rule.ASKED_IN_TIME) {
                LocalDate from = later(asked.day(), countedTo);
                LocalDate to = later(localDay(question.answeredAt().orElse(now)), from);
                days += ChronoUnit.DAYS.between(from, to);
                countedTo = to;
                waiting |= question.answeredAt().isEmpty();
            }
        }
        LocalDate unpaused = receivedOn.plusMonths(MONTHS_TO_ANSWER);
        LocalDate paused = unpaused.plusDays(days);
        steps.add(new Step.DaysPaused(unpaused, days, paused));
        LocalDate pausedDue = finish(paused, steps);
        return new Suspension(calendar.roll(unpaused), pausedDue, days, waiting, steps);
    }

    public ZoneId zone() {
        return zone;
    }

    public WorkingDays calendar() {
        return calendar;
    }

    private Course course(Step receipt, int months) {
        LocalDate received = receipt.day();
        LocalDate counted = received.plusMonths(months);
        List<Step> steps = new ArrayList<>(List.of(receipt, new Step.MonthsLater(received, months, counted)));
        if (counted.getDayOfMonth() != received.getDayOfMonth()) {
            steps.add(new Step.EndOfMonth(received.getDayOfMonth(), counted));
        }
        LocalDate due = finish(counted, steps);
        return new Course(counted, due, target(received, counted), steps);
    }

    /** Over closed days to the last hour. @return the last day */
    private LocalDate finish(LocalDate counted, List<Step> steps) {
        LocalDate day = counted;
        for (Optional<Closure> why = calendar.closure(day); why.isPresent(); why = calendar.closure(day)) {
            steps.add(new Step.ClosedDay(day, why.get(), day.plusDays(1)));
            day = day.plusDays(1);
        }
        steps.add(new Step.LastHour(day, day.plusDays(1).atStartOfDay(zone).toInstant()));
        return day;
    }

    private LocalDate target(LocalDate received, LocalDate counted) {
        return later(calendar.rollBack(counted.minus(internalTarget)), received);
    }

    private LocalDate localDay(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}
