package eu.volens.benchmarks.row;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.benchmarks.browser.Chromium;
import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.measure.Figure;
import eu.volens.benchmarks.measure.Goal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row once, too short to mean anything: what it compares runs, and its answers are right. */
class SuiteIT {

    private static final Pace AN_INSTANT = new Pace(1, Duration.ofMillis(400), 0, Duration.ofMillis(400), Duration.ofMillis(200),
            Duration.ofMillis(200), 2_000, 1, 2_000, 1_000);

    @BeforeAll
    static void whereThingsAre() {
        System.setProperty("volens.home", System.getProperty("volens.root", ".."));
    }

    @Test
    void everyRowGivesItsFigureAndFindsNothingWrong(@TempDir Path folder) throws Exception {
        StringWriter progress = new StringWriter();
        try (BenchDatabase server = BenchDatabase.start(Files.createDirectories(folder.resolve("postgresql")))) {
            Suite suite = new Suite(new Run(server, folder, AN_INSTANT, new PrintWriter(progress)), Suite.rows());
            suite.measure();
            assertThat(suite.wrong()).as(progress.toString()).isEmpty();
            assertThat(suite.figures()).extracting(Figure::goal).containsExactlyElementsOf(
                    Goal.ALL.stream().filter(goal -> goal != Goal.INTERACTION || Chromium.installed().isPresent()).toList());
            assertThat(suite.figures()).allSatisfy(figure -> assertThat(figure.median()).as(figure.goal().name()).isNotNaN().isNotNegative());
        }
    }
}
