package eu.volens.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenCommandsTest {

    private final OpenCommands open = new OpenCommands();

    private static Line.Sent sent(String command, int attempt) {
        return new Line.Sent(command, attempt, List.of(History.ONE));
    }

    private void run(Line... told) {
        open.afterRun(List.of(new Transcript("writer", List.of(told))));
    }

    @Test
    void whatNobodyHeardOfIsOpen() {
        run(sent("acked", 0), new Line.Acked("acked", 0, List.of(0L)), sent("refused", 0), new Line.Refused("refused", 0, "conflict"),
                sent("unsure", 0), new Line.Unsure("unsure", 0, "who knows"), sent("silent", 0));
        assertThat(open.all()).containsExactlyInAnyOrder(sent("unsure", 0), sent("silent", 0));
    }

    @Test
    void itStaysOpenUnderItsLastAttemptUntilItIsSettled() {
        run(sent("a", 0), sent("b", 0));
        run(sent("a", 2), new Line.Refused("a", 2, "conflict"));
        assertThat(open.all()).containsExactlyInAnyOrder(sent("a", 2), sent("b", 0));
        run(new Line.Found("a", 0), sent("b", 2), new Line.Acked("b", 2, List.of(0L)));
        assertThat(open.all()).isEmpty();
    }

    @Test
    void whatOneWriterLeftOpenTheOtherMaySettle() {
        open.afterRun(List.of(new Transcript("one", List.of(sent("a", 2))), new Transcript("two", List.of(new Line.Found("a", 2)))));
        assertThat(open.all()).isEmpty();
    }
}
