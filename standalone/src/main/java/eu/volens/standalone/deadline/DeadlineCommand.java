package eu.volens.standalone.deadline;

import eu.volens.rights.deadline.Calendars;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.deadline.Explanation;
import eu.volens.rights.deadline.Explanation.Course;
import eu.volens.rights.deadline.Step;
import eu.volens.rights.deadline.Suspension;
import eu.volens.rights.deadline.WorkingDays;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code volens deadline}: by when something is answered in time, with the rule of each step. Needs no data and nothing that runs. */
@Command(name = "deadline", sortOptions = false, description = "Count by when a request is answered in time, and say how.",
        footer = {"", "The law is Article 12(3) GDPR and Regulation (EEC, Euratom) 1182/71. A pause is policy, not law: both days are shown."})
public final class DeadlineCommand implements Runnable {

    /** Before it there was no Belgian list to count with; after it, a year was mistyped. */
    private static final int YEAR_MIN = 1975;
    private static final int YEAR_MAX = 2999;

    @Option(names = "--received", paramLabel = "INSTANT", required = true,
            description = "When the request reached the controller: 2026-08-31T22:30:00Z, with another offset, or a day (2026-08-31).")
    String received = "";

    @Option(names = "--country", paramLabel = "CODE", defaultValue = "BE", description = "Whose holidays and time zone count (default BE).")
    String country = "";

    @Option(names = "--extended", description = "Count the three months of an extension instead of the month.")
    boolean extended;

    @Option(names = "--asked", paramLabel = "INSTANT", description = "When the person was asked something that is needed to answer.")
    @Nullable String asked;

    @Option(names = "--answered", paramLabel = "INSTANT", description = "When they answered that.")
    @Nullable String answered;

    @Option(names = "--json", description = "Answer in JSON.")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    @Nullable CommandSpec spec;

    @Override
    public void run() {
        WorkingDays calendar = calendar();
        DeadlineLaw law = new DeadlineLaw(calendar.provenance().zone(), calendar);
        Explanation explanation = law.explain(instant("--received", received, law.zone()));
        Optional<Suspension> pause = pause(law, explanation.deadline().receivedOn());
        PrintWriter out = command().commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(facts(explanation, pause, calendar)));
        } else {
            tell(out, explanation, pause, calendar);
        }
        out.flush();
    }

    private Optional<Suspension> pause(DeadlineLaw law, LocalDate receivedOn) {
        if (asked == null && answered == null) {
            return Optional.empty();
        }
        if (asked == null || answered == null) {
            throw wrong("--asked and --answered belong together: a pause is counted from the one to the other");
        }
        Instant from = instant("--asked", asked, law.zone());
        Instant to = instant("--answered", answered, law.zone());
        if (to.isBefore(from) || from.isBefore(instant("--received", received, law.zone()))) {
            throw wrong("a request is received, then something is asked, then answered; the instants given are in another order");
        }
        if (extended) {
            throw wrong("a pause is counted on the month only; leave --extended out");
        }
        return Optional.of(law.suspend(receivedOn, List.of(new Suspension.Question(from, Optional.of(to))), to));
    }

    private void tell(PrintWriter out, Explanation explanation, Optional<Suspension> pause, WorkingDays calendar) {
        Course course = extended ? explanation.extended() : explanation.plain();
        out.println("Received on " + Words.of(explanation.deadline().receivedOn()));
        out.println("Due on " + Words.of(course.dueOn()) + "; late from " + lateFrom(course));
        out.println("Wanted by " + Words.of(course.internalTarget()) + ", the internal target");
        out.println(extended ? "Without the extension: due on " + Words.of(explanation.plain().dueOn())
                : "If extended: due on " + Words.of(explanation.extended().dueOn()));
        pause.ifPresent(paused -> out.println("If the pause is accepted: due on " + Words.of(paused.pausedDueOn()) + "; no text of law says so"));
        out.println();
        out.println("How it is counted:");
        course.steps().forEach(step -> tell(out, step));
        pause.ifPresent(paused -> {
            out.println();
            out.println("What the pause would change:");
            paused.steps().forEach(step -> tell(out, step));
        });
        out.println();
        out.println("Calendar " + calendar.version() + ": " + calendar.provenance().law());
    }

    private static Instant lateFrom(Course course) {
        return ((Step.LastHour) course.steps().getLast()).expiresAt();
    }

    private static void tell(PrintWriter out, Step step) {
        out.println("  " + Words.of(step));
        out.println("      " + step.rule().source());
    }

    private Map<String, Object> facts(Explanation explanation, Optional<Suspension> pause, WorkingDays calendar) {
        Deadline deadline = explanation.deadline();
        Course course = extended ? explanation.extended() : explanation.plain();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("receivedOn", deadline.receivedOn());
        facts.put("extended", extended);
        facts.put("dueOn", course.dueOn());
        facts.put("lateFrom", lateFrom(course));
        facts.put("internalTarget", course.internalTarget());
        facts.put(extended ? "dueUnextendedOn" : "dueIfExtendedOn", extended ? deadline.dueOn() : deadline.dueIfExtendedOn());
        pause.ifPresent(paused -> {
            facts.put("pausedDays", paused.pausedDays());
            facts.put("dueIfPausedOn", paused.pausedDueOn());
            facts.put("stepsIfPaused", steps(paused.steps()));
        });
        facts.put("steps", steps(course.steps()));
        facts.put("zone", deadline.zone());
        facts.put("calendar", calendar.version());
        facts.put("law", calendar.provenance().law());
        facts.put("source", calendar.provenance().source());
        return facts;
    }

    private static List<Map<String, Object>> steps(List<Step> steps) {
        return steps.stream().map(step -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("rule", step.rule().wireName());
            facts.put("day", step.day());
            facts.put("text", Words.of(step));
            facts.put("source", step.rule().source());
            return facts;
        }).toList();
    }

    private WorkingDays calendar() {
        Calendars calendars = Calendars.shipped();
        return calendars.ofCountry(country).orElseThrow(() -> wrong("Invalid value for option '--country': there is no calendar of '" + country
                + "'; there is one of " + calendars.all().stream().map(calendar -> calendar.provenance().country()).distinct()
                        .collect(Collectors.joining(", "))));
    }

    /** A day is its first moment. */
    private Instant instant(String option, String text, ZoneId zone) {
        try {
            Instant instant = text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).atStartOfDay(zone).toInstant();
            int year = instant.atZone(zone).getYear();
            if (year >= YEAR_MIN && year <= YEAR_MAX) {
                return instant;
            }
        } catch (DateTimeException notUnderstood) {
            // Told below, as for a year that nobody meant.
        }
        throw wrong("Invalid value for option '" + option + "': '" + text + "' is no instant of the years " + YEAR_MIN + " to " + YEAR_MAX
                + "; write it as 2026-08-31T22:30:00Z, as 2026-09-01T00:30:00+02:00, or as a day, 2026-08-31");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
