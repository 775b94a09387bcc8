package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Calendars;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.DoubtIdentity;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordBounce;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.request.RequestCommand.RecordExtensionNotice;
import eu.volens.rights.request.RequestCommand.RecordHolderAnswered;
import eu.volens.rights.request.RequestCommand.RecordHolderAsked;
import eu.volens.rights.request.RequestCommand.RecordIdentityAsked;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestCommand.RecordTaskDone;
import eu.volens.rights.request.RequestCommand.SetTasks;
import eu.volens.rights.request.RequestCommand.StartCollection;
import eu.volens.rights.request.RequestCommand.StartReview;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One person's case, and every command that can come to it. */
final class CaseFixture {

    static final UUID CASE = UUID.fromString("0b0c6f0a-5a3b-4f6e-9a61-1f7c1a7f0001");
    static final PersonId PERSON = new PersonId(UUID.fromString("7d2f8a34-0d27-4c5e-8f35-5a0d6f5b0002"));
    static final UUID ACKNOWLEDGEMENT = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
    static final UUID QUESTION = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000002");
    static final UUID ANSWER = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000003");
    static final UUID NOTICE = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000004");
    static final String LEDGER = "consent-ledger";
    static final String RECORD_LEFT_OUT = LEDGER + ":5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60";
    static final String PACKAGE_HASH = "ab".repeat(32);
    static final Instant RECEIVED = Instant.parse("2026-03-06T09:12:04Z");
    static final Instant LATER = RECEIVED.plusSeconds(60);

    private CaseFixture() {}

    static ReceiveRequest receive(Right... rights) {
        return receive(Set.of(), rights);
    }

    static ReceiveRequest receive(Set<Attention> attention, Right... rights) {
        return new ReceiveRequest(CASE, "2026-000123", PERSON, List.of(rights), attention, "mail", "fr", RECEIVED,
                new DeadlineLaw(ZoneId.of("Europe/Brussels"), Calendars.shipped().named("BE-legal-10/1")).receivedAt(RECEIVED),
                Personal.of("lea@example.org"), Personal.of("Léa Dubois"), Personal.of("Mes données"),
                Personal.of(List.of("5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60")),
                UUID.fromString("bbbbbbbb-0000-4000-8000-000000000001"), true, LATER);
    }

    static ClassifyRequest classify(Right... rights) {
        return new ClassifyRequest(CASE, List.of(rights), "dpo", LATER);
    }

    static RecordAcknowledgement acknowledged(@Nullable Instant until) {
        return new RecordAcknowledgement(CASE, ACKNOWLEDGEMENT, "01".repeat(32), until, LATER);
    }

    static RecordAcknowledgement acknowledged() {
        return acknowledged(LATER.plusSeconds(86_400));
    }

    static RecordIdentityAsked identityAsked() {
        return new RecordIdentityAsked(CASE, QUESTION, "02".repeat(32), LATER.plusSeconds(86_400), LATER);
    }

    static ConfirmIdentity confirm() {
        return new ConfirmIdentity(CASE, Personal.of(List.of()), LATER);
    }

    static StartCollection collect(String... holders) {
        return new StartCollection(CASE, List.of(holders), LATER);
    }

    static RecordHolderAsked holderAsked(String holder) {
        return new RecordHolderAsked(CASE, holder, LATER);
    }

    static RecordHolderAnswered holderAnswered(String holder) {
        return new RecordHolderAnswered(CASE, holder, "03".repeat(32), 2, LATER);
    }

    static StartReview review() {
        return new StartReview(CASE, LATER);
    }

    static ApproveAnswer approve() {
        return new ApproveAnswer(CASE, "dpo", LATER);
    }

    static RecordPackagePrepared packaged() {
        return new RecordPackagePrepared(CASE, PACKAGE_HASH, 4_321, LATER);
    }

    static RecordAnswerSent sent() {
        return new RecordAnswerSent(CASE, ANSWER, "04".repeat(32), LATER.plusSeconds(604_800), LATER);
    }

    static RecordDownload downloaded() {
        return new RecordDownload(CASE, PACKAGE_HASH, LATER);
    }

    static CloseRequest close(Outcome outcome, @Nullable String by) {
        return new CloseRequest(CASE, outcome, by, Personal.of(""), LATER);
    }

    static DecideRight decide(Right right, Ruling ruling, Ground... grounds) {
        Set<String> leftOut = right.isAnsweredWithData() && ruling == Ruling.IN_PART ? Set.of(RECORD_LEFT_OUT) : Set.of();
        return decide(right, ruling, leftOut, grounds);
    }

    static DecideRight decide(Right right, Ruling ruling, Set<String> leftOut, Ground... grounds) {
        return new DecideRight(CASE, right, ruling, Set.of(grounds), leftOut, Personal.of(ruling == Ruling.IN_FULL ? "" : "because"), "dpo", LATER);
    }

    static SetTasks tasks(Right right, String... holders) {
        return new SetTasks(CASE, right, List.of(holders), LATER);
    }

    static RecordTaskDone taskDone(Right right, String holder) {
        return new RecordTaskDone(CASE, right, holder, Personal.of(""), "dpo", LATER);
    }

    static JudgeIdentity judge(boolean confirmed) {
        return new JudgeIdentity(CASE, confirmed, IdentityMethod.JUDGEMENT, Personal.of("called back"), "dpo", LATER);
    }

    static DoubtIdentity doubt(Doubt... doubts) {
        return new DoubtIdentity(CASE, Set.of(doubts), LATER);
    }

    static ExtendDeadline extend(Instant at) {
        return new ExtendDeadline(CASE, ExtensionReason.COMPLEXITY, Personal.of("many systems"), "dpo", at);
    }

    static RecordExtensionNotice extensionNotice(Instant at) {
        return new RecordExtensionNotice(CASE, NOTICE, "05".repeat(32), at);
    }

    static RecordBounce bounce(UUID letter) {
        return new RecordBounce(CASE, letter, "5.1.1", LATER);
    }

    static RecordAnswerSent sentWithoutLink() {
        return new RecordAnswerSent(CASE, ANSWER, "04".repeat(32), null, LATER);
    }

    static MergeRequest merge(PersonId person, Instant receivedAt) {
        return merge(person, receivedAt, LocalDate.of(2026, 4, 7), Right.ACCESS);
    }

    static MergeRequest merge(PersonId person, Instant receivedAt, LocalDate dueOn, Right... rights) {
        return new MergeRequest(CASE, UUID.fromString("0b0c6f0a-5a3b-4f6e-9a61-1f7c1a7f0009"), "2026-000101", person, receivedAt, dueOn,
                List.of(rights), true, "dpo", LATER);
    }

    /** The state after these commands, each of which must be accepted. */
    static RequestState after(RequestCommand... commands) {
        RequestState state = RequestState.NONE;
        for (RequestCommand command : commands) {
            for (RequestEvent event : events(state, command)) {
                state = state.after(event);
            }
        }
        return state;
    }

    static List<RequestEvent> events(RequestState state, RequestCommand command) {
        return switch (RequestDecisions.decide(state, command)) {
            case Decision.Accepted(var events) -> events;
            case Decision.Refused(Refusal reason) -> throw new AssertionError(command + " was refused: " + reason);
        };
    }
}
