package eu.volens.rights.console;

import eu.volens.rights.deadline.Closure;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.deadline.Step;
import eu.volens.rights.deadline.Suspension;
import eu.volens.rights.page.Moments;
import eu.volens.rights.request.CaseFile;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** How the days of a case were counted, step by step, in words. */
@Component
class Counting {
    private final DeadlineLaw law;
    private final MessageSource messages;
    private final Moments moments;
    private final Clock clock;

    Counting(DeadlineLaw law, MessageSource messages, Moments moments, Clock clock) {
        this.law = law;
        this.messages = messages;
        this.moments = moments;
        this.clock = clock;
    }

    /** One step. @param source where its rule is written */
    record Line(String text, String source) {}

    /**
     * How it was counted.
     *
     * @param month    to the last day of the month
     * @param extended to that of an extension, from the receipt as well
     * @param pause    what the questions to the person would make of it; empty when nothing was asked
     * @param pausedTo the last day if that pause is accepted; null when nothing paused
     */
    record Counted(List<Line> month, List<Line> extended, List<Line> pause, @Nullable LocalDate pausedTo) {}

    /** Empty where today's calendar counts otherwise than that of the day of receipt: the days in the log stand. */
    Optional<Counted> of(CaseFile file, Locale language) {
        var explained = law.explain(file.receivedAt());
        var days = explained.deadline();
        if (!days.receivedOn().equals(file.deadline().receivedOn()) || !days.dueOn().equals(file.time().firstDueOn())
                || !days.dueIfExtendedOn().equals(file.deadline().dueIfExtendedOn())) {
            return Optional.empty();
        }
        var questions = questions(file);
        var pause = law.suspend(days.receivedOn(), questions, clock.instant());
        return Optional.of(new Counted(lines(explained.plain().steps(), language), lines(explained.extended().steps(), language),
                questions.isEmpty() ? List.of() : lines(pause.steps(), language), pause.pausedDays() == 0 ? null : pause.pausedDueOn()));
    }

    /** Who they are and what they mean, as far as somebody asked that. */
    private static List<Suspension.Question> questions(CaseFile file) {
        var known = file.steps().stream().filter(step -> List.of("identity-confirmed", "identity-judged").contains(step.name()))
                .map(CaseFile.Step::at).reduce((first, last) -> last);
        return Stream.concat(
                file.identity().questions().stream().map(asked -> new Suspension.Question(asked.at(), known.filter(asked.at()::isBefore))),
                file.time().clarifications().stream().map(asked -> new Suspension.Question(asked.askedAt(), Optional.ofNullable(asked.answeredAt()))))
                .toList();
    }

    private List<Line> lines(List<Step> steps, Locale language) {
        return steps.stream().map(step -> new Line(messages.getMessage("clock.step." + step.rule().wireName(), values(step, language), language),
                step.rule().source())).toList();
    }

    private Object[] values(Step step, Locale language) {
        String day = moments.day(step.day(), language);
        return switch (step) {
            case Step.DayOfReceipt one -> new Object[] {day, one.zone().getId()};
            case Step.MonthsLater one -> new Object[] {day};
            case Step.EndOfMonth one -> new Object[] {day, one.missing()};
            case Step.ClosedDay one -> new Object[] {moments.day(one.closed(), language), why(one.why(), language)};
            case Step.LastHour one -> new Object[] {day};
            case Step.QuestionAsked one -> new Object[] {day, moments.day(one.lastDayToAsk(), language)};
            case Step.DaysPaused one -> new Object[] {day, one.days()};
        };
    }

    private static String why(Closure closure, Locale language) {
        return switch (closure) {
            case Closure.Weekend one -> one.day().getDisplayName(TextStyle.FULL, language);
            case Closure.PublicHoliday one -> one.names().getOrDefault(language.getLanguage(), one.names().values().iterator().next());
        };
    }
}
