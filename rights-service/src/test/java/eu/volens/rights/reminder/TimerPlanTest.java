package eu.volens.rights.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Calendars;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseStory;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.IdentityMethod;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordBounce;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.request.RequestCommand.RecordExtensionNotice;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.request.RequestCommand.StartReview;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Received on 6 March 2026; due on 7 April, the day after Easter Monday; on 8 June if extended. */
class TimerPlanTest {

    private static final UUID CASE = UUID.fromString("0b0c6f0a-5a3b-4f6e-9a61-1f7c1a7f0001");
    private static final UUID LETTER = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
    private static final String HASH = "ab".repeat(32);
    private static final Instant RECEIVED = Instant.parse("2026-03-06T09:00:00Z");
    private static final Instant MOMENT = Instant.parse("2026-03-07T10:00:00Z");
    private static final DeadlineLaw LAW =
            new DeadlineLaw(ZoneId.of("Europe/Brussels"), Calendars.shipped().named("BE-legal-10/1"), Period.ofDays(10));
    private static final TimerPlan PLAN =
            new TimerPlan(LAW, new Organisation.Waits(Duration.ofDays(7), Duration.ofDays(4), Duration.ofDays(5)));
    private static final String TO_THE_LAST_DAY = "internal-target 2026-03-27T06:00:00Z, week-left 2026-03-31T05:00:00Z,"
            + " three-days-left 2026-04-04T05:00:00Z, last-day 2026-04-07T05:00:00Z, overdue 2026-04-07T22:00:00Z";

    @Test
    void anOpenCaseIsRememberedInTheMorningsBeforeItsLastDayAndWhenItIsOver() {
        assertThat(timers(receive(Right.ACCESS))).isEqualTo(TO_THE_LAST_DAY);
    }

    @Test
    void whoDoesNotConfirmIsSilentAWeekAfterTheQuestion() {
        assertThat(timers(receive(Right.ACCESS), asked())).isEqualTo(TO_THE_LAST_DAY + ", identity-silent 2026-03-14T10:00:00Z");
        assertThat(timers(receive(Right.ACCESS), asked(), new ConfirmIdentity(CASE, Personal.of(List.of()), MOMENT))).isEqualTo(TO_THE_LAST_DAY);
    }

    @Test
    void whoDoesNotSayWhatTheyMeanIsSilentToo() {
        RequestCommand question = new RequestClarification(CASE, Personal.of("which account?"), "dpo", MOMENT);
        assertThat(timers(receive(Right.ACCESS), question)).isEqualTo(TO_THE_LAST_DAY + ", clarification-silent 2026-03-14T10:00:00Z");
        assertThat(timers(receive(Right.ACCESS), question, new RecordClarification(CASE, null, MOMENT, "dpo", MOMENT))).isEqualTo(TO_THE_LAST_DAY);
    }

    @Test
    void whatWasToldIsNotToldAgainNorWhatLiesBeforeIt() {
        assertThat(timers(receive(Right.ACCESS), told(Milestone.THREE_DAYS_LEFT)))
                .isEqualTo("last-day 2026-04-07T05:00:00Z, overdue 2026-04-07T22:00:00Z");
        assertThat(timers(receive(Right.ACCESS), told(Milestone.OVERDUE))).isEmpty();
        assertThat(timers(receive(Right.ACCESS), asked(), told(Milestone.IDENTITY_SILENT))).isEqualTo(TO_THE_LAST_DAY);
    }

    @Test
    void anExtensionThatWasNotifiedInTimeBeginsTheCountAnew() {
        Instant inTime = Instant.parse("2026-04-01T10:00:00Z");
        RequestCommand extend = new ExtendDeadline(CASE, ExtensionReason.COMPLEXITY, Personal.of("many systems"), "dpo", inTime);
        assertThat(timers(receive(Right.ACCESS), told(Milestone.WEEK_LEFT), extend)).as("a decision alone gives no time")
                .startsWith("three-days-left 2026-04-04");
        assertThat(timers(receive(Right.ACCESS), told(Milestone.WEEK_LEFT), extend, new RecordExtensionNotice(CASE, LETTER, HASH, inTime)))
                .isEqualTo("internal-target 2026-05-27T05:00:00Z, week-left 2026-06-01T05:00:00Z, three-days-left 2026-06-05T05:00:00Z,"
                        + " last-day 2026-06-08T05:00:00Z, overdue 2026-06-08T22:00:00Z");
        assertThat(timers(receive(Right.ACCESS), told(Milestone.WEEK_LEFT), extend, new RecordExtensionNotice(CASE, LETTER, HASH, inTime),
                told(Milestone.WEEK_LEFT))).as("and is told anew").startsWith("three-days-left 2026-06-05");
    }

    @Test
    void anAnswerThatNobodyFetchesIsTold() {
        List<RequestCommand> answered = answered(Right.ACCESS, MOMENT.plus(Duration.ofDays(7)));
        assertThat(timers(answered)).isEqualTo("not-fetched 2026-03-11T10:00:00Z");
        assertThat(timers(answered(Right.ACCESS, MOMENT.plus(Duration.ofDays(2))))).as("once its link has ended at the latest")
                .isEqualTo("not-fetched 2026-03-09T10:00:00Z");
        assertThat(timers(and(answered, new RecordDownload(CASE, HASH, MOMENT)))).isEmpty();
        assertThat(timers(and(answered, new RecordBounce(CASE, LETTER, "5.1.1", MOMENT)))).as("an answer that came back is none")
                .isEqualTo(TO_THE_LAST_DAY);
    }

    @Test
    void anAnswerWithNothingToFetchClosesOnceNoBounceCame() {
        List<RequestCommand> answered = answered(Right.ERASURE, null);
        assertThat(timers(answered)).isEqualTo("close 2026-03-12T10:00:00Z");
        assertThat(timers(and(answered, new RecordBounce(CASE, LETTER, "5.1.1", MOMENT)))).isEqualTo(TO_THE_LAST_DAY);
    }

    @Test
    void aClosedCaseHasNoTimersAndAReopenedOneHasThemAgain() {
        RequestCommand close = new CloseRequest(CASE, Outcome.HANDLED_BY_HAND, "dpo", Personal.of("by telephone"), MOMENT);
        assertThat(timers(receive(Right.ACCESS), told(Milestone.WEEK_LEFT), close)).isEmpty();
        assertThat(timers(receive(Right.ACCESS), told(Milestone.WEEK_LEFT), close,
                new ReopenRequest(CASE, Personal.of("not all"), "dpo", MOMENT))).isEqualTo(TO_THE_LAST_DAY);
    }

    private static ReceiveRequest receive(Right... rights) {
        return new ReceiveRequest(CASE, "2026-000123", new PersonId(LETTER), List.of(rights), Set.of(), "mail", "fr", RECEIVED,
                LAW.receivedAt(RECEIVED), Personal.of("lea@example.org"), Personal.of("Léa"), Personal.of("Mes données"), Personal.of(List.of()),
                null, true, RECEIVED);
    }

    private static RequestCommand asked() {
        return new RecordAcknowledgement(CASE, LETTER, HASH, MOMENT.plus(Duration.ofDays(14)), MOMENT);
    }

    private static RequestCommand told(Milestone milestone) {
        return new RecordReminder(CASE, milestone, "dpo", MOMENT);
    }

    /** Answered a day after it came. @param until null for an answer without a link */
    private static List<RequestCommand> answered(Right right, @Nullable Instant until) {
        List<RequestCommand> road = new ArrayList<>(List.of(receive(right),
                new JudgeIdentity(CASE, true, IdentityMethod.JUDGEMENT, Personal.of("called back"), "dpo", MOMENT)));
        if (until == null) {
            road.addAll(List.of(new StartReview(CASE, MOMENT),
                    new DecideRight(CASE, right, Ruling.REFUSED, Set.of(Ground.LEGAL_OBLIGATION), Set.of(),
                            Personal.of("the law asks us to keep it"), "dpo", MOMENT),
                    new ApproveAnswer(CASE, "dpo", MOMENT)));
        } else {
            road.addAll(List.of(new RequestCommand.StartCollection(CASE, List.of(), MOMENT), new ApproveAnswer(CASE, "dpo", MOMENT),
                    new RecordPackagePrepared(CASE, HASH, 1, MOMENT)));
        }
        road.add(new RecordAnswerSent(CASE, LETTER, HASH, until, MOMENT));
        return road;
    }

    private static List<RequestCommand> and(List<RequestCommand> commands, RequestCommand more) {
        List<RequestCommand> both = new ArrayList<>(commands);
        both.add(more);
        return both;
    }

    private static String timers(RequestCommand... commands) {
        return timers(Arrays.asList(commands));
    }

    private static String timers(List<RequestCommand> commands) {
        return PLAN.of(CaseStory.after(commands)).stream().map(timer -> timer.what() + " " + timer.dueAt()).reduce((a, b) -> a + ", " + b).orElse("");
    }
}
