package eu.volens.standalone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A folder is read without anything running. */
class PolicyCheckIT {

    private static final Path SHIPPED = Path.of(System.getProperty("volens.root", "..")).resolve("controllers");

    @TempDir
    private Path controllers = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theShippedFolderIsInOrder() {
        assertThat(check(SHIPPED)).isZero();
        assertThat(out.toString()).contains("belgian-mobile-id is in order: sites 1, purposes 5, trackers ", "languages fr, nl, de, en")
                .containsPattern("itsme-id would be published as [0-9a-f]{64}");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyMistakeIsPrintedHoweverManyThereAre() throws IOException {
        Path folder = Files.createDirectory(controllers.resolve("belgian-mobile-id"));
        for (String file : new String[] {"controller.yaml", "purposes.yaml", "sites.yaml"}) {
            Files.copy(SHIPPED.resolve("belgian-mobile-id").resolve(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("trackers.yaml"), Files.readString(SHIPPED.resolve("belgian-mobile-id/trackers.yaml"))
                .replace("purpose: necessary", "purpose: needed").replaceAll("kind: \\w+", "kind: other"));

        assertThat(check(controllers)).isEqualTo(1);
        assertThat(err.toString().lines()).hasSizeGreaterThan(20).allMatch(line -> line.matches(".*trackers\\.yaml:\\d+: .+"));
        assertThat(out.toString()).isEmpty();
    }

    private int check(Path folder) {
        CommandLine line = new CommandLine(new PolicyCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute("check", "--controllers", folder.toString(), "--controller", "belgian-mobile-id");
    }
}
