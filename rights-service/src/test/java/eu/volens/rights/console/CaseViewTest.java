package eu.volens.rights.console;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.request.Actor;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseFile.Correspondent;
import eu.volens.rights.request.CaseFile.Identity;
import eu.volens.rights.request.CaseFile.Move;
import eu.volens.rights.request.CaseFile.Step;
import eu.volens.rights.request.CaseFile.Time;
import eu.volens.rights.request.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseViewTest {

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

    @Test
    void aReviewThatCannotBeApprovedIsSaidToBeInTheReadersHands() {
        assertThat(CaseView.of(file(Status.IN_REVIEW, List.of(), Set.of(Move.CLOSE)), LocalDate.of(2026, 11, 20)).now())
                .isEqualTo("by-hand");
        assertThat(CaseView.of(file(Status.IN_REVIEW, List.of(), Set.of(Move.APPROVE)), LocalDate.of(2026, 11, 20)).now())
                .isEqualTo("in-review");
        assertThat(CaseView.of(file(Status.RECEIVED, List.of(), Set.of(Move.CLASSIFY)), LocalDate.of(2026, 11, 20)).now())
                .isEqualTo("to-classify");
    }

    private static CaseFile file(Status status, List<Step> steps, Set<Move> moves) {
        var deadline = new Deadline(LocalDate.of(2026, 11, 3), LocalDate.of(2026, 12, 3), LocalDate.of(2027, 2, 3),
                "Europe/Brussels", "BE-legal-10/1");
        return new CaseFile(UUID.fromString("3f0c9a52-7d1e-4b6a-9c58-000000000001"), "2026-000001", List.of(), status, Set.of(),
                "en", "mail", Instant.parse("2026-11-03T08:12:04Z"),
                new Time(deadline, deadline.dueOn(), Optional.empty(), List.of(), List.of()),
                new Correspondent(Personal.of(""), Personal.of("")), new Identity(false, false, List.of(), List.of(), Optional.empty()),
                Optional.empty(), List.of(), List.of(), List.of(), List.of(), steps, null, moves);
    }
}
