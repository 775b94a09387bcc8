package eu.volens.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.benchmarks.measure.Goal.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Figure WRITES = new Figure(Goal.HTTP_WRITES, List.of(new Round(5, 100), new Round(12, 100), new Round(20, 200)), "64 connections");
    private static final Figure DELAY = new Figure(Goal.MERGE_DELAY, List.of(new Round(0.4, 1), new Round(2.5, 1)), "");

    @Test
    void aHigherFigureIsBetterWhereRatesAreCompared() {
        assertThat(Goal.HTTP_WRITES.judge(0.10)).isEqualTo(Verdict.TARGET);
        assertThat(Goal.HTTP_WRITES.judge(0.0999)).isEqualTo(Verdict.FLOOR);
        assertThat(Goal.HTTP_WRITES.judge(0.06)).isEqualTo(Verdict.FLOOR);
        assertThat(Goal.HTTP_WRITES.judge(0.0599)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void aLowerFigureIsBetterWhereTimeOrRoomIsSpent() {
        assertThat(Goal.IDLE_LATENCY.judge(4)).isEqualTo(Verdict.TARGET);
        assertThat(Goal.IDLE_LATENCY.judge(6)).isEqualTo(Verdict.FLOOR);
        assertThat(Goal.IDLE_LATENCY.judge(6.01)).isEqualTo(Verdict.MISSED);
        assertThat(Goal.BYTES.judge(0.5)).isEqualTo(Verdict.TARGET);
    }

    @Test
    void theMedianOfTheRoundsOwnRatiosCountsAndTheWorstIsTold() {
        assertThat(WRITES.median()).isEqualTo(0.1);
        assertThat(WRITES.worst()).isEqualTo(0.05);
        assertThat(DELAY.worst()).isEqualTo(2.5);
        assertThat(DELAY.median()).isEqualTo(1.45);
        assertThat(DELAY.verdict()).isEqualTo(Verdict.FLOOR);
    }

    @Test
    void aFigureNeedsARound() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Figure(Goal.LAG, List.of(), ""));
    }

    @Test
    void eachLineTellsFigureGoalAndVerdict() {
        String text = new Report(Map.of("processors", "2"), List.of(WRITES, DELAY), Map.of("replay", "events replayed: 3 were expected, there are 2")).text();
        assertThat(text.lines()).anyMatch(line -> line.matches("processors +2"))
                .anyMatch(line -> line.matches("http-writes +0\\.100 +0\\.050 +≥0\\.1 +≥0\\.06 +target met .*64 connections"))
                .anyMatch(line -> line.matches("merge-delay +1\\.450 s +2\\.500 s +≤1 +≤2 +floor met, target missed .*"))
                .anyMatch(line -> line.matches("replay +WRONG: events replayed: 3 were expected, there are 2"));
    }

    @Test
    void theFileForProgramsHasEveryRound() {
        JsonNode json = JsonMapper.builder().build().readTree(new Report(Map.of("processors", "2"), List.of(WRITES), Map.of()).json());
        JsonNode row = json.get("figures").get(0);
        assertThat(row.get("name").asString()).isEqualTo("http-writes");
        assertThat(row.get("median").asDouble()).isEqualTo(0.1);
        assertThat(row.get("targetMet").asBoolean()).isTrue();
        assertThat(row.get("floorMet").asBoolean()).isTrue();
        assertThat(row.get("rounds").get(1).get("ours").asDouble()).isEqualTo(12);
        assertThat(json.get("machine").get("processors").asString()).isEqualTo("2");
    }

    @Test
    void everyGoalAsksForMoreThanItsFloor() {
        assertThat(Goal.ALL).allSatisfy(goal -> assertThat(goal.judge(goal.floor())).isEqualTo(Verdict.FLOOR))
                .allSatisfy(goal -> assertThat(goal.judge(goal.target())).isEqualTo(Verdict.TARGET));
    }

    @Test
    void aDifferenceIsNamed() {
        WrongAnswerException.demandEqual("events", 2, 2);
        assertThatThrownBy(() -> WrongAnswerException.demandEqual("events", 3, 2)).hasMessage("events: 3 were expected, there are 2");
    }
}
