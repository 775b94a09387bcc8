package eu.volens.rights.request;

import static eu.volens.rights.request.CaseFixture.CASE;
import static eu.volens.rights.request.CaseFixture.LATER;
import static eu.volens.rights.request.CaseFixture.LEDGER;
import static eu.volens.rights.request.CaseFixture.RECEIVED;
import static eu.volens.rights.request.CaseFixture.acknowledged;
import static eu.volens.rights.request.CaseFixture.confirm;
import static eu.volens.rights.request.CaseFixture.decide;
import static eu.volens.rights.request.CaseFixture.doubt;
import static eu.volens.rights.request.CaseFixture.extend;
import static eu.volens.rights.request.CaseFixture.extensionNotice;
import static eu.volens.rights.request.CaseFixture.judge;
import static eu.volens.rights.request.CaseFixture.receive;
import static eu.volens.rights.request.CaseFixture.review;
import static eu.volens.rights.request.CaseFixture.taskDone;
import static eu.volens.rights.request.CaseFixture.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.request.CaseFile.Answer;
import eu.volens.rights.request.CaseFile.Clarification;
import eu.volens.rights.request.CaseFile.ExtensionState;
import eu.volens.rights.request.CaseFile.Note;
import eu.volens.rights.request.CaseFile.Reminder;
import eu.volens.rights.request.CaseFile.Task;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.PutIdentityQuestion;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page shows of a case, read from what its commands left in the log. */
class CaseDetailsTest {

    private static final Answer UNDECIDED = new Answer(Right.ACCESS, null, List.of(), List.of(), Personal.of(""), List.of());

    @Test
    void everyRightAskedHasAnAnswerOrWaitsForOne() {
        CaseFacts facts = facts(receive(Right.ACCESS, Right.ERASURE), acknowledged(), confirm(), review(),
                decide(Right.ERASURE, Ruling.IN_PART, Ground.LEGAL_OBLIGATION), tasks(Right.ERASURE, LEDGER, "web-shop"),
                taskDone(Right.ERASURE, "web-shop"));

        assertThat(CaseDetails.answers(facts)).containsExactly(UNDECIDED, new Answer(Right.ERASURE, Ruling.IN_PART,
                List.of(Ground.LEGAL_OBLIGATION), List.of(), Personal.of("because"), List.of(new Task(LEDGER, null), new Task("web-shop", LATER))));
        assertThat(CaseDetails.answers(facts)).extracting(Answer::isToCarryOut).containsExactly(false, true);
    }

    @Test
    void whatWasDecidedBeforeACaseIsTakenUpAgainCountsNoLonger() {
        CaseFacts facts = facts(receive(Right.OBJECTION), acknowledged(), confirm(), review(),
                decide(Right.OBJECTION, Ruling.REFUSED, Ground.COMPELLING_GROUNDS),
                new CloseRequest(CASE, Outcome.HANDLED_BY_HAND, "dpo", Personal.of("told by telephone"), LATER),
                new ReopenRequest(CASE, Personal.of("they called back"), "dpo", LATER));

        assertThat(CaseDetails.answers(facts)).singleElement().extracting(Answer::ruling).isNull();
        assertThat(CaseDetails.notes(facts)).containsExactly(
                new Note("closed", "dpo", LATER, Personal.of("told by telephone")),
                new Note("reopened", "dpo", LATER, Personal.of("they called back")));
    }

    @Test
    void doubtsStandUntilSomebodyJudgesAndTheNoteStays() {
        CaseFacts doubted = facts(receive(Right.ACCESS), acknowledged(), doubt(Doubt.NO_MANDATE, Doubt.LOOKALIKE_ADDRESS),
                new PutIdentityQuestion(CASE, Personal.of("Which order was it?"), "dpo", LATER), confirm());
        CaseFacts judged = facts(receive(Right.ACCESS), acknowledged(), doubt(Doubt.NO_MANDATE), judge(true));

        assertThat(CaseDetails.identity(doubted).doubts()).containsExactly(Doubt.LOOKALIKE_ADDRESS, Doubt.NO_MANDATE);
        assertThat(CaseDetails.identity(doubted).addressRead()).isTrue();
        assertThat(CaseDetails.identity(doubted).confirmed()).isFalse();
        assertThat(CaseDetails.identity(doubted).questions()).singleElement()
                .satisfies(question -> assertThat(question.text()).isEqualTo(Personal.of("Which order was it?")));
        assertThat(CaseDetails.identity(judged).doubts()).isEmpty();
        assertThat(CaseDetails.identity(judged).judgement().orElseThrow().note()).isEqualTo(Personal.of("called back"));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-20T10:00:00Z, IN_FORCE, 2026-06-08", "2026-04-20T10:00:00Z, LAPSED, 2026-04-07"})
    void anExtensionIsInForceOnlyOnceItsNoticeLeftInTime(Instant noticeSent, ExtensionState state, LocalDate dueOn) {
        CaseFacts decided = facts(receive(Right.ACCESS), acknowledged(), extend(LATER));
        CaseFacts told = facts(receive(Right.ACCESS), acknowledged(), extend(LATER), extensionNotice(noticeSent));

        assertThat(CaseDetails.time(decided).extension().orElseThrow().state()).isEqualTo(ExtensionState.DECIDED);
        assertThat(CaseDetails.time(told).extension().orElseThrow().state()).isEqualTo(state);
        assertThat(CaseDetails.time(told).deadline().dueOn()).isEqualTo(dueOn);
        assertThat(CaseDetails.time(told).firstDueOn()).isEqualTo(LocalDate.of(2026, 4, 7));
    }

    @Test
    void anAnswerBelongsToTheQuestionBeforeIt() {
        Instant answered = RECEIVED.plusSeconds(90_000);
        CaseFacts facts = facts(receive(Right.ACCESS), new RequestClarification(CASE, Personal.of("Which year?"), "dpo", LATER),
                new RecordClarification(CASE, null, answered, "dpo", LATER),
                new RequestClarification(CASE, Personal.of("Which shop?"), "dpo", LATER),
                new RecordReminder(CASE, Milestone.CLARIFICATION_SILENT, "dpo", LATER));

        assertThat(CaseDetails.time(facts).clarifications()).containsExactly(
                new Clarification(Personal.of("Which year?"), "dpo", LATER, answered),
                new Clarification(Personal.of("Which shop?"), "dpo", LATER, null));
        assertThat(CaseDetails.time(facts).reminders()).containsExactly(new Reminder(Milestone.CLARIFICATION_SILENT, "dpo", LATER));
    }

    private static CaseFacts facts(RequestCommand... commands) {
        RequestState state = RequestState.NONE;
        List<RequestEvent> events = new ArrayList<>();
        for (RequestCommand command : commands) {
            for (RequestEvent event : CaseFixture.events(state, command)) {
                events.add(event);
                state = state.after(event);
            }
        }
        return CaseFacts.of(events).orElseThrow();
    }
}
