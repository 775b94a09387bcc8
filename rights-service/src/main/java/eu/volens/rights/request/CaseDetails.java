package eu.volens.rights.request;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.request.CaseFile.Answer;
import eu.volens.rights.request.CaseFile.Clarification;
import eu.volens.rights.request.CaseFile.Extension;
import eu.volens.rights.request.CaseFile.ExtensionState;
import eu.volens.rights.request.CaseFile.Identity;
import eu.volens.rights.request.CaseFile.Judgement;
import eu.volens.rights.request.CaseFile.Note;
import eu.volens.rights.request.CaseFile.Question;
import eu.volens.rights.request.CaseFile.Reminder;
import eu.volens.rights.request.CaseFile.Task;
import eu.volens.rights.request.CaseFile.Time;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.ExtensionLapsed;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import eu.volens.rights.request.RequestEvent.RequestClarified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.RequestEvent.TasksSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a case's own events tell of it beyond its rules: for eyes, not for decisions. */
public final class CaseDetails {

    private CaseDetails() {}

    /** One for each right that is asked, as last decided. What was decided before a case was reopened counts no longer. */
    public static List<Answer> answers(CaseFacts facts) {
        List<RequestEvent> counting = sinceReopened(facts.events());
        return facts.rights().stream().map(right -> answer(right, counting)).toList();
    }

    private static List<RequestEvent> sinceReopened(List<RequestEvent> events) {
        for (int at = events.size() - 1; at > 0; at--) {
            if (events.get(at) instanceof RequestReopened) {
                return events.subList(at, events.size());
            }
        }
        return events;
    }

    private static Answer answer(Right right, List<RequestEvent> events) {
        Answer answer = new Answer(right, null, List.of(), List.of(), Personal.of(""), List.of());
        for (RequestEvent event : events) {
            if (event instanceof RightDecided e && e.right() == right) {
                answer = new Answer(right, e.ruling(), e.grounds(), e.leftOut(), e.reasons(), answer.tasks());
            } else if (event instanceof TasksSet e && e.right() == right) {
                answer = with(answer, e.holders().stream().map(holder -> new Task(holder, null)).toList());
            } else if (event instanceof TaskDone e && e.right() == right) {
                answer = with(answer, answer.tasks().stream()
                        .map(task -> task.holder().equals(e.holder()) ? new Task(task.holder(), e.at()) : task).toList());
            }
        }
        return answer;
    }

    private static Answer with(Answer answer, List<Task> tasks) {
        return new Answer(answer.right(), answer.ruling(), answer.grounds(), answer.leftOut(), answer.reasons(), tasks);
    }

    public static Identity identity(CaseFacts facts) {
        List<Question> questions = facts.all(IdentityQuestionPut.class).stream()
                .map(e -> new Question(e.at(), e.by(), e.question())).toList();
        Optional<Judgement> judgement = facts.last(IdentityJudged.class)
                .map(e -> new Judgement(e.confirmed(), e.method(), e.note(), e.by(), e.at()));
        return new Identity(facts.identityConfirmed(), facts.has(AddressConfirmed.class), facts.doubts().stream().sorted().toList(),
                questions, judgement);
    }

    public static Time time(CaseFacts facts) {
        var firstDueOn = ((RequestReceived) facts.events().getFirst()).dueOn();
        List<Reminder> reminders = facts.all(DeadlineReminded.class).stream().map(e -> new Reminder(e.milestone(), e.to(), e.at())).toList();
        return new Time(facts.deadline(), firstDueOn, extension(facts), clarifications(facts.events()), reminders);
    }

    private static Optional<Extension> extension(CaseFacts facts) {
        ExtensionState state = facts.has(DeadlineExtended.class) ? ExtensionState.IN_FORCE
                : facts.has(ExtensionLapsed.class) ? ExtensionState.LAPSED : ExtensionState.DECIDED;
        return facts.last(ExtensionDecided.class).map(e -> new Extension(e.reason(), e.explanation(), state, e.by(), e.at()));
    }

    /** An answer belongs to the question before it: only one is open at a time. */
    private static List<Clarification> clarifications(List<RequestEvent> events) {
        List<Clarification> clarifications = new ArrayList<>();
        for (RequestEvent event : events) {
            if (event instanceof ClarificationRequested e) {
                clarifications.add(new Clarification(e.question(), e.by(), e.at(), null));
            } else if (event instanceof RequestClarified e && !clarifications.isEmpty()) {
                clarifications.add(answered(clarifications.removeLast(), e.answeredAt()));
            }
        }
        return List.copyOf(clarifications);
    }

    private static Clarification answered(Clarification open, Instant at) {
        return new Clarification(open.question(), open.by(), open.askedAt(), at);
    }

    /** What was written down for whoever asks later, erased or not; where nothing was, there is no note. */
    public static List<Note> notes(CaseFacts facts) {
        return facts.events().stream().flatMap(CaseDetails::note)
                .filter(note -> note.text().isErased() || !note.text().orElse("").isBlank()).toList();
    }

    private static Stream<Note> note(RequestEvent event) {
        if (event instanceof IdentityJudged e) {
            return note(e, e.by(), e.note());
        }
        if (event instanceof TaskDone e) {
            return note(e, e.by(), e.note());
        }
        if (event instanceof RequestReopened e) {
            return note(e, e.by(), e.reason());
        }
        return event instanceof RequestClosed e ? note(e, e.by(), e.note()) : Stream.empty();
    }

    private static Stream<Note> note(RequestEvent event, @Nullable String by, Personal<String> text) {
        return Stream.of(new Note(Steps.of(event).name(), by, event.at(), text));
    }
}
