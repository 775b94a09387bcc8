package eu.volens.benchmarks.crash;

import static eu.volens.benchmarks.crash.History.ONE;
import static eu.volens.benchmarks.crash.History.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.benchmarks.crash.CrashEvent.Part;
import eu.volens.benchmarks.crash.Finding.Kind;
import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each thing that a crash must not do, done by hand, is found. */
class CheckerTest {

    private final History history = new History().acked("a", ONE).acked("b", TWO, ONE).acked("c", ONE);

    private void finds(Kind... kinds) {
        assertThat(history.check()).extracting(Finding::kind).contains(kinds);
    }

    @Test
    void aLogThatKeptItsPromisesIsRight() {
        history.unanswered("d", 0, TWO, TWO);
        history.sent("e", 0, ONE);
        history.sent("f", 0, TWO);
        history.told.add(new Line.Refused("f", 0, "conflict"));
        history.sent("g", 0, TWO);
        history.told.add(new Line.Unsure("g", 0, "nobody knows"));
        assertThat(history.check()).isEmpty();
    }

    @Test
    void anAcknowledgedCommandThatIsGoneIsLost() {
        history.lose(4);
        finds(Kind.LOST);
        assertThat(history.check()).hasSize(1);
    }

    @Test
    void aLostEventIsFoundEvenWhenOthersTookItsPlace() {
        history.lose(1);
        finds(Kind.LOST, Kind.REORDERED);
    }

    @Test
    void aGapInTheLogOrAHeadBeyondItIsALoss() {
        assertThat(Checker.check(List.of(List.of(new Transcript("writer", history.told))), history.rows, 5))
                .extracting(Finding::kind).containsExactly(Kind.LOST);
        history.rows.set(3, History.row(5, ONE, 2, new Part("c", 0, 0, 1)));
        assertThat(Checker.check(List.of(List.of(new Transcript("writer", history.told))), history.rows, 5))
                .extracting(Finding::kind).containsExactly(Kind.LOST);
    }

    @Test
    void whatWasReadOnceAndIsGoneIsLost() {
        history.sent("d", 0, TWO);
        history.told.add(new Line.Found("d", 0));
        finds(Kind.LOST);
    }

    @Test
    void aCommandThatBothItsAttemptsRecordedIsDuplicated() {
        history.unanswered("d", 0, TWO).unanswered("d", 2, TWO);
        finds(Kind.DUPLICATED);
        assertThat(history.check()).hasSize(1);
    }

    @Test
    void anEventThatIsThereTwiceIsDuplicated() {
        history.rows.add(History.row(5, ONE, 3, new Part("c", 0, 0, 1)));
        finds(Kind.DUPLICATED);
    }

    @Test
    void aPlaceThatIsTakenTwiceIsDuplicated() {
        history.unanswered("d", 0, ONE);
        history.move(5, ONE, 2);
        finds(Kind.DUPLICATED);
    }

    @Test
    void acknowledgedEventsThatChangedPlacesAreReordered() {
        history.move(1, ONE, 1);
        history.move(3, ONE, 0);
        finds(Kind.REORDERED);
    }

    @Test
    void whatWasSentAfterAnAnswerMayNotStandBeforeIt() {
        var swapped = new History();
        Line.Sent first = swapped.sent("a", 0, ONE);
        swapped.told.add(new Line.Acked("a", 0, List.of(0L)));
        Line.Sent second = swapped.sent("b", 0, TWO);
        swapped.told.add(new Line.Acked("b", 0, List.of(0L)));
        swapped.rows.add(History.row(1, second.streams().getFirst(), 0, new Part("b", 0, 0, 1)));
        swapped.rows.add(History.row(2, first.streams().getFirst(), 0, new Part("a", 0, 0, 1)));
        assertThat(swapped.check()).extracting(Finding::kind).containsExactly(Kind.REORDERED);
    }

    @Test
    void whatWasSentInALaterRunMayNotStandBeforeWhatAnEarlierRunWasTold() {
        var earlier = new Transcript("earlier", List.of(new Line.Sent("a", 0, List.of(ONE)), new Line.Acked("a", 0, List.of(0L))));
        var later = new Transcript("later", List.of(new Line.Sent("b", 0, List.of(TWO)), new Line.Acked("b", 0, List.of(0L))));
        List<Row> rows = List.of(History.row(1, TWO, 0, new Part("b", 0, 0, 1)), History.row(2, ONE, 0, new Part("a", 0, 0, 1)));

        assertThat(Checker.check(List.of(List.of(earlier), List.of(later)), rows, 2)).extracting(Finding::kind).containsExactly(Kind.REORDERED);
        assertThat(Checker.check(List.of(List.of(earlier, later)), rows, 2)).isEmpty();
    }

    @Test
    void partsOfAUnitOutOfTheirOrderAreReordered() {
        Line.Sent unit = history.sent("d", 0, ONE, TWO);
        history.rows.add(History.row(5, unit.streams().get(1), 1, new Part("d", 0, 1, 2)));
        history.rows.add(History.row(6, unit.streams().get(0), 3, new Part("d", 0, 0, 2)));
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.REORDERED);
    }

    @Test
    void timesThatStepBackAreReordered() {
        Row last = history.rows.getLast();
        history.rows.set(3, new Row(4, Instant.EPOCH, last.stream(), last.sequence(), last.event(), last.leaf()));
        finds(Kind.REORDERED);
    }

    @Test
    void halfAUnitIsTornWhetherAcknowledgedOrNot() {
        history.unanswered("d", 0, TWO, TWO, TWO);
        history.lose(7);
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.TORN);
        history.lose(6);
        history.lose(5);
        assertThat(history.check()).isEmpty();
        history.lose(3);
        finds(Kind.TORN);
    }

    @Test
    void whatWasRefusedOrNeverSentIsUnwanted() {
        history.unanswered("d", 0, TWO);
        history.told.add(new Line.Refused("d", 0, "nothing was recorded"));
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.UNWANTED);
        history.rows.add(History.row(6, TWO, 2, new Part("nobody's", 0, 0, 1)));
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.UNWANTED, Kind.UNWANTED);
    }

    @Test
    void anotherContentAndAPersonalValueThatDoesNotOpenAreChanged() {
        Part confided = IntStream.range(0, 100).mapToObj(i -> new Part("p" + i, 0, 0, 1))
                .filter(part -> CrashEvent.of(part) instanceof CrashEvent.Confided).findFirst().orElseThrow();
        history.unanswered(confided.command(), 0, TWO);
        assertThat(history.check()).isEmpty();
        Row row = history.rows.getLast();
        var event = (CrashEvent.Confided) row.event();

        history.rows.set(4, new Row(5, row.recordedAt(), TWO, 1,
                new CrashEvent.Confided(event.person(), confided, event.text(), Personal.erased()), row.leaf()));
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.CHANGED);
        history.rows.set(4, new Row(5, row.recordedAt(), TWO, 1,
                new CrashEvent.Confided(event.person(), confided, "other", event.secret()), row.leaf()));
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.CHANGED);
    }

    @Test
    void anEventInAnotherStreamThanItWasSentToIsChanged() {
        history.unanswered("d", 0, TWO);
        history.move(5, ONE, 3);
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.CHANGED);
    }

    @Test
    void whatAWriterCallsAFailureIsOne() {
        history.told.add(new Line.Failed("the sealer refuses"));
        assertThat(history.check()).extracting(Finding::kind).containsExactly(Kind.FAILED);
    }
}
