package eu.volens.rights.console;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.holder.HolderAnswer.ConsentRecord;
import eu.volens.rights.request.Actor;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Answer;
import eu.volens.rights.request.CaseFile.Correspondent;
import eu.volens.rights.request.CaseFile.Holder;
import eu.volens.rights.request.CaseFile.Identity;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.CaseFile.Task;
import eu.volens.rights.request.CaseFile.Time;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseViewTest {

    private static final UUID RECORD = new UUID(0, 1);

    @ParameterizedTest
    @CsvSource({"2026-11-25, 8, CALM", "2026-11-26, 7, SOON", "2026-12-03, 0, SOON", "2026-12-04, -1, OVERDUE"})
    void urgencyFollowsTheDaysLeft(LocalDate today, long daysLeft, Urgency urgency) {
        var view = CaseView.of(file(Status.IN_REVIEW, List.of(), Set.of()), today);

        assertThat(view.daysLeft()).isEqualTo(daysLeft);
        assertThat(view.urgency()).isEqualTo(urgency);
    }

    @Test
    void noClockRunsOnceTheAnswerIsOut() {
        assertThat(CaseView.of(file(Status.ANSWERED, List.of(), Set.of()), LocalDate.of(2027, 5, 1)).urgency())
                .isEqualTo(Urgency.DONE);
    }

    @ParameterizedTest
    @CsvSource({"2026-12-03T22:59:59Z, true", "2026-12-03T23:00:00Z, false"})
    void theLastHourOfTheDueDayIsInTimeInTheControllersZone(Instant sent, boolean inTime) {
        var step = new Step("answer-sent", Actor.SYSTEM, null, sent, Status.ANSWERED, Map.of());

        assertThat(CaseView.of(file(Status.CLOSED, List.of(step), Set.of()), LocalDate.of(2026, 12, 5)).answeredInTime())
                .isEqualTo(inTime);
    }

    @Test
    void theBarNeverRunsOver() {
        var late = CaseView.of(file(Status.IN_REVIEW, List.of(), Set.of()), LocalDate.of(2027, 3, 1));
        var early = CaseView.of(file(Status.IN_REVIEW, List.of(), Set.of()), LocalDate.of(2026, 11, 3));

        assertThat(late.daysUsed()).isEqualTo(late.daysAll()).isEqualTo(30);
        assertThat(early.daysUsed()).isZero();
    }

    @Test
    void stationsBehindAreDoneAndApprovalStillBelongsToTheReview() {
        var view = CaseView.of(file(Status.APPROVED, List.of(), Set.of()), LocalDate.of(2026, 11, 20));

        assertThat(CaseView.WAY.stream().map(view::station)).containsExactly("done", "done", "done", "current", "ahead", "ahead");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "RECEIVED               | RIGHT_UNKNOWN     | CLASSIFY, CLOSE                  | to-classify            | -",
            "RECEIVED               | -                 | CLASSIFY, CLOSE                  | received               | -",
            "AWAITING_IDENTITY      | IDENTITY_DOUBTED  | ASK_IDENTITY, JUDGE_IDENTITY     | doubted                | JUDGE_IDENTITY",
            "AWAITING_IDENTITY      | -                 | ASK_IDENTITY, JUDGE_IDENTITY     | awaiting-identity      | -",
            "IDENTITY_NOT_CONFIRMED | -                 | JUDGE_IDENTITY, DECIDE           | identity-not-confirmed | DECIDE",
            "IDENTITY_NOT_CONFIRMED | -                 | JUDGE_IDENTITY, DECIDE, APPROVE  | to-refuse              | APPROVE",
            "IN_REVIEW              | RIGHT_BY_HAND     | DECIDE, CLOSE                    | to-decide              | DECIDE",
            "IN_REVIEW              | IDENTITY_DOUBTED  | DECIDE, JUDGE_IDENTITY           | doubted                | JUDGE_IDENTITY",
            "UNDELIVERED            | LETTER_BOUNCED    | SEND_AGAIN, CLOSE                | undelivered            | SEND_AGAIN",
            "ANSWERED               | -                 | SEND_AGAIN, CLOSE                | answered               | -"})
    void onTopStandsWhatMattersNowAndTheOneThingToDo(Status status, @Nullable Attention attention, String moves, String now, @Nullable Move first) {
        var view = CaseView.of(file(status, Set.of(moves(moves)), attention, undecided(Right.ERASURE)), LocalDate.of(2026, 11, 20));

        assertThat(view.now()).isEqualTo(now);
        assertThat(view.first()).isEqualTo(Optional.ofNullable(first));
    }

    @Test
    void whatWasDecidedIsCarriedOutBeforeTheAnswerIsApproved() {
        var open = CaseView.of(file(Status.IN_REVIEW, Set.of(Move.DECIDE, Move.CARRY_OUT), null, granted(null)), LocalDate.of(2026, 11, 20));
        var done = CaseView.of(file(Status.IN_REVIEW, Set.of(Move.DECIDE, Move.APPROVE), null, granted(Instant.EPOCH)), LocalDate.of(2026, 11, 20));

        assertThat(open.now()).isEqualTo("to-carry-out");
        assertThat(open.first()).contains(Move.CARRY_OUT);
        assertThat(done.now()).isEqualTo("in-review");
        assertThat(done.first()).contains(Move.APPROVE);
        assertThat(done.hasPackage()).isFalse();
    }

    @Test
    void rareMovesStandApartAndAnExtensionIsOfferedInTheFirstMonthOnly() {
        var file = file(Status.IN_REVIEW, Set.of(Move.values()), null, undecided(Right.ACCESS));

        assertThat(CaseView.of(file, LocalDate.of(2026, 12, 3)).fitting()).contains(Move.EXTEND, Move.ASK_CLARIFICATION)
                .doesNotContain(Move.MERGE, Move.WITHDRAW, Move.REOPEN, Move.CLOSE, Move.APPROVE);
        assertThat(CaseView.of(file, LocalDate.of(2026, 12, 4)).fitting()).doesNotContain(Move.EXTEND);
        assertThat(CaseView.of(file, LocalDate.of(2026, 12, 4)).seldom())
                .containsExactly(Move.CLASSIFY, Move.WITHDRAW, Move.MERGE, Move.CLOSE, Move.REOPEN);
    }

    @Test
    void decidingLeadsToTheFirstRightNobodyHasDecided() {
        var view = CaseView.of(file(Status.IN_REVIEW, Set.of(Move.DECIDE), null, undecided(Right.ACCESS), granted(Instant.EPOCH),
                undecided(Right.OBJECTION)), LocalDate.of(2026, 11, 20));

        assertThat(view.path(Move.DECIDE)).isEqualTo("decide/objection");
        assertThat(view.path(Move.SEND_AGAIN)).isEqualTo("send-again");
    }

    /** One package answers every copy: what one of them gives is in it. */
    @Test
    void onceACopyIsKeptBackTheOthersWaitToBeDecidedAndThePackageHoldsWhatOneOfThemGives() {
        var part = new Answer(Right.ACCESS, Ruling.IN_PART, List.of(), List.of("consent-ledger:" + RECORD), Personal.of("why"), List.of());
        var whole = new Answer(Right.PORTABILITY, Ruling.IN_FULL, List.of(), List.of(), Personal.of(""), List.of());
        var alone = CaseView.of(collected(undecided(Right.ACCESS), undecided(Right.PORTABILITY)), LocalDate.of(2026, 11, 20));
        var half = CaseView.of(collected(part, undecided(Right.PORTABILITY)), LocalDate.of(2026, 11, 20));

        assertThat(alone.now()).isEqualTo("in-review");
        assertThat(half.now()).isEqualTo("to-decide");
        assertThat(half.path(Move.DECIDE)).isEqualTo("decide/portability");
        assertThat(List.of(collected(part), collected(part, whole))).extracting(file -> CaseView.of(file, LocalDate.of(2026, 11, 20))
                .recordsGiven(file.holders().getFirst())).containsExactly(1L, 2L);
        assertThat(half.hasCollected(Set.of("consent-ledger", "consent-ledger:" + RECORD))).isTrue();
        assertThat(half.hasCollected(Set.of("consent-ledger:" + new UUID(0, 9)))).isFalse();
    }

    private static CaseFile collected(Answer... answers) {
        var records = List.of(new ConsentRecord(RECORD, "site", "area", "given", List.of()),
                new ConsentRecord(new UUID(0, 2), "site", "area", "given", List.of()));
        var holder = new Holder("consent-ledger", "answered", 1, null, null, null, Instant.EPOCH, "ab".repeat(32),
                Personal.of(new HolderAnswer("consent-ledger", Instant.EPOCH, records, List.of())));
        var file = file(Status.IN_REVIEW, Set.of(Move.DECIDE, Move.APPROVE), null, answers);
        return new CaseFile(file.caseId(), file.caseNumber(), file.answers(), file.status(), file.attention(), file.language(), file.channel(),
                file.receivedAt(), file.time(), file.correspondent(), file.identity(), file.message(), file.further(), List.of(holder), file.letters(),
                file.notes(), file.steps(), file.outcome(), file.moves());
    }

    private static Answer undecided(Right right) {
        return new Answer(right, null, List.of(), List.of(), Personal.of(""), List.of());
    }

    private static Answer granted(@Nullable Instant doneAt) {
        return new Answer(Right.ERASURE, Ruling.IN_FULL, List.of(), List.of(), Personal.of(""), List.of(new Task("web-shop", doneAt)));
    }

    private static Move[] moves(String names) {
        return Arrays.stream(names.split(", ")).map(Move::valueOf).toArray(Move[]::new);
    }

    private static CaseFile file(Status status, List<Step> steps, Set<Move> moves) {
        return file(status, steps, moves, Set.of(), List.of());
    }

    private static CaseFile file(Status status, Set<Move> moves, @Nullable Attention attention, Answer... answers) {
        return file(status, List.of(), moves, attention == null ? Set.of() : Set.of(attention), List.of(answers));
    }

    private static CaseFile file(Status status, List<Step> steps, Set<Move> moves, Set<Attention> attention, List<Answer> answers) {
        var deadline = new Deadline(LocalDate.of(2026, 11, 3), LocalDate.of(2026, 12, 3), LocalDate.of(2027, 2, 3),
                "Europe/Brussels", "BE-legal-10/1");
        return new CaseFile(UUID.fromString("3f0c9a52-7d1e-4b6a-9c58-000000000001"), "2026-000001", answers, status, attention,
                "en", "mail", Instant.parse("2026-11-03T08:12:04Z"),
                new Time(deadline, deadline.dueOn(), Optional.empty(), List.of(), List.of()),
                new Correspondent(Personal.of(""), Personal.of("")), new Identity(false, false, List.of(), List.of(), Optional.empty()),
                Optional.empty(), List.of(), List.of(), List.of(), List.of(), steps, null, moves);
    }
}
