package eu.volens.rights.gallery;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.request.Actor;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Answer;
import eu.volens.rights.request.CaseFile.Attached;
import eu.volens.rights.request.CaseFile.Clarification;
import eu.volens.rights.request.CaseFile.Correspondent;
import eu.volens.rights.request.CaseFile.Extension;
import eu.volens.rights.request.CaseFile.ExtensionState;
import eu.volens.rights.request.CaseFile.Further;
import eu.volens.rights.request.CaseFile.Holder;
import eu.volens.rights.request.CaseFile.Identity;
import eu.volens.rights.request.CaseFile.Judgement;
import eu.volens.rights.request.CaseFile.Letter;
import eu.volens.rights.request.CaseFile.Look;
import eu.volens.rights.request.CaseFile.Message;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.CaseFile.Note;
import eu.volens.rights.request.CaseFile.Question;
import eu.volens.rights.request.CaseFile.Reminder;
import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.CaseFile.Task;
import eu.volens.rights.request.CaseFile.Time;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.IdentityMethod;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A case in the making: says only what is special about it. */
final class Sketch {
    private final UUID id;
    private final String number;
    private final Instant received;
    private final int daysAgo;
    private final Status status;
    private final Map<Right, Answer> answers = new EnumMap<>(Map.of(Right.ACCESS, undecided(Right.ACCESS)));
    private Identity identity = new Identity(false, false, List.of(), List.of(), Optional.empty());
    private List<Further> further = List.of();
    private List<Note> notes = List.of();
    private List<Clarification> clarifications = List.of();
    private List<Reminder> reminders = List.of();
    private @Nullable Extension extension;
    private @Nullable Step last;
    private Set<Attention> attention = Set.of();
    private String language = "en";
    private String name = "";
    private String address = "";
    private String subject = "";
    private String text = "";
    private List<String> attachments = List.of();
    private List<Holder> holders = List.of();
    private Set<Move> moves = Set.of();
    private @Nullable Instant answeredAt;
    private @Nullable Outcome outcome;
    private @Nullable String page;
    private boolean erased;

    Sketch(UUID id, int number, int daysAgo, Status status) {
        this.id = id;
        this.number = "2026-000" + number;
        this.daysAgo = daysAgo;
        this.received = InventedCases.at(daysAgo, 9);
        this.status = status;
    }

    Sketch asking(Right... rights) {
        answers.clear();
        for (Right right : rights) {
            answers.put(right, undecided(right));
        }
        return this;
    }

    private static Answer undecided(Right right) {
        return new Answer(right, null, List.of(), List.of(), Personal.of(""), List.of());
    }

    Sketch deciding(Right right, Ruling ruling, String reasons, List<Ground> grounds, Task... tasks) {
        answers.put(right, new Answer(right, ruling, grounds, List.of(), Personal.of(reasons), List.of(tasks)));
        return this;
    }

    Sketch givingPartOf(Right copy, String reasons, String... leftOut) {
        answers.put(copy, new Answer(copy, Ruling.IN_PART, List.of(Ground.RIGHTS_OF_OTHERS), List.of(leftOut), Personal.of(reasons), List.of()));
        return this;
    }

    Sketch doubting(Doubt... doubts) {
        identity = new Identity(identity.confirmed(), true, List.of(doubts), identity.questions(), identity.judgement());
        return this;
    }

    Sketch asked(int daysAgo, String question) {
        identity = new Identity(false, identity.addressRead(), identity.doubts(),
                List.of(new Question(InventedCases.at(daysAgo, 11), "dpo", Personal.of(question))), identity.judgement());
        return this;
    }

    Sketch judged(boolean confirmed, IdentityMethod method, String note) {
        identity = new Identity(confirmed, identity.addressRead(), List.of(), identity.questions(),
                Optional.of(new Judgement(confirmed, method, Personal.of(note), "dpo", InventedCases.at(1, 14))));
        return this;
    }

    Sketch joinedBy(Further... further) {
        this.further = List.of(further);
        return this;
    }

    Sketch noted(Note... notes) {
        this.notes = List.of(notes);
        return this;
    }

    Sketch clarifying(Clarification... clarifications) {
        this.clarifications = List.of(clarifications);
        return this;
    }

    Sketch reminded(Reminder... reminders) {
        this.reminders = List.of(reminders);
        return this;
    }

    Sketch extending(ExtensionState state, String explanation) {
        extension = new Extension(ExtensionReason.COMPLEXITY, Personal.of(explanation), state, "dpo", InventedCases.at(5, 9));
        return this;
    }

    /** The last step of all. */
    Sketch step(String name, Map<String, String> facts) {
        last = new Step(name, Actor.DPO, "dpo", InventedCases.at(1, 10), status, facts);
        return this;
    }

    Sketch needing(Attention... attention) {
        this.attention = Set.of(attention);
        return this;
    }

    Sketch from(String language, String name, String address) {
        this.language = language;
        this.name = name;
        this.address = address;
        return this;
    }

    Sketch writing(String subject, String text) {
        this.subject = subject;
        this.text = text;
        return this;
    }

    Sketch with(String attachment) {
        this.attachments = List.of(attachment);
        return this;
    }

    /** As a page that was made harmless, with the attachment. */
    Sketch lookingLike(String page) {
        this.page = page;
        return this;
    }

    Sketch can(Move... moves) {
        this.moves = Set.of(moves);
        return this;
    }

    Sketch ledgerAnswered(HolderAnswer answer) {
        holders = List.of(new Holder("consent-ledger", "answered", 1, answer.asOf(), null, null, answer.asOf(), "ab".repeat(32),
                Personal.of(answer)));
        return this;
    }

    Sketch ledgerAway(String problem, Instant nextTry) {
        holders = List.of(new Holder("consent-ledger", "retrying", 3, received.plusSeconds(3_600), nextTry, problem, null, null,
                null));
        return this;
    }

    Sketch answeredAt(Instant answeredAt) {
        this.answeredAt = answeredAt;
        return this;
    }

    Sketch ended(Outcome outcome) {
        this.outcome = outcome;
        return this;
    }

    /** The person's key was destroyed: what is left is what events and tables say without it. */
    Sketch erased() {
        this.erased = true;
        return this;
    }

    CaseFile done() {
        var deadline = InventedCases.LAW.receivedAt(received);
        var message = new Message(received, personal(subject), personal(text), personal(List.of(InventedCases.id(50).toString())),
                personal(attachments), erased || page == null ? Optional.empty() : Optional.of(new Look(InventedCases.id(600 + daysAgo), page,
                        List.of(new Attached(0, attachments.getFirst(), "application/pdf", 48_213)), List.of("signed"))));
        var time = new Time(extension != null && extension.state() == ExtensionState.IN_FORCE ? deadline.extended() : deadline,
                deadline.dueOn(), Optional.ofNullable(extension), clarifications, reminders);
        return new CaseFile(id, number, List.copyOf(answers.values()), status, attention, language, "mail", received, time,
                new Correspondent(personal(name), personal(address)), identity(), Optional.of(message), further, holders(), letters(), notes,
                steps(), outcome, moves);
    }

    private Identity identity() {
        boolean confirmed = status.compareTo(Status.COLLECTING) >= 0 && status != Status.CLOSED;
        return confirmed ? new Identity(true, true, identity.doubts(), identity.questions(), identity.judgement()) : identity;
    }

    private <T> Personal<T> personal(T value) {
        return erased ? Personal.erased() : Personal.of(value);
    }

    private List<Holder> holders() {
        return !erased ? holders : List.of(new Holder("consent-ledger", "answered", 1, received, null, null, received,
                "ab".repeat(32),
                Personal.erased()));
    }

    private List<Letter> letters() {
        if (status == Status.RECEIVED) {
            return List.of();
        }
        var sent = new Letter(InventedCases.id(200 + daysAgo), "acknowledgement", "sent", 1, received, null, "12".repeat(32),
                personal("We have your request"),
                personal("Dear reader,\n\nwe have your request.\nConfirm: https://…/identity/…\n"));
        if (extension != null && extension.state() == ExtensionState.DECIDED) {
            return List.of(sent, new Letter(InventedCases.id(300 + daysAgo), "extension", "dropped", 3, null,
                    "the first month is over: it would promise a day that does not count; answer now", "34".repeat(32), personal("More time"),
                    personal("Dear reader,\n\nwe need more time.")));
        }
        var waiting = new Letter(InventedCases.id(300 + daysAgo), "answer", "retrying", 2, null,
                "421 mailbox busy, try again later",
                "34".repeat(32), personal("Your answer"), personal("Dear reader,\n\nyour answer is ready."));
        return List.of(sent, waiting);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(step(0, "received", Actor.PERSON, Status.RECEIVED, Map.of("rights", "access", "channel", "mail")));
        if (status.compareTo(Status.AWAITING_IDENTITY) >= 0) {
            steps.add(step(4, "acknowledged", Actor.SYSTEM, Status.AWAITING_IDENTITY, Map.of("sha256", "12".repeat(32))));
            steps.add(step(5, "identity-asked", Actor.SYSTEM, Status.AWAITING_IDENTITY, Map.of()));
        }
        if (status.compareTo(Status.COLLECTING) >= 0) {
            steps.add(step(3_600, "identity-confirmed", Actor.PERSON, Status.COLLECTING, Map.of("method", "link")));
            steps.add(step(3_601, "collection-started", Actor.SYSTEM, Status.COLLECTING, Map.of()));
            steps.add(step(3_602, "holder-asked", Actor.SYSTEM, Status.COLLECTING, Map.of("holder", "consent-ledger")));
        }
        if (status.compareTo(Status.IN_REVIEW) >= 0) {
            steps.add(step(3_603, "holder-answered", Actor.SYSTEM, Status.IN_REVIEW,
                    Map.of("holder", "consent-ledger", "sha256", "ab".repeat(32), "records", "2")));
            steps.add(step(3_604, "review-started", Actor.SYSTEM, Status.IN_REVIEW, Map.of()));
        }
        if (answeredAt != null) {
            steps.add(new Step("approved", Actor.DPO, "dpo", answeredAt, Status.APPROVED, Map.of()));
            steps.add(new Step("answer-sent", Actor.SYSTEM, null, answeredAt, Status.ANSWERED, Map.of("sha256",
                    "ef".repeat(32))));
        }
        if (last != null) {
            steps.add(last);
        }
        return steps;
    }

    private Step step(long secondsLater, String name, Actor actor, Status status, Map<String, String> facts) {
        return new Step(name, actor, null, received.plusSeconds(secondsLater), status, facts);
    }
}
