package eu.volens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VolensCommandTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CommandLine line = VolensCommand.commandLine(new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void withoutOptionsTheUsualPortsAndFolderAreTaken() {
        Settings settings = up("up");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.smtpPort()).isEqualTo(2525);
        assertThat(settings.imapPort()).isEqualTo(1143);
        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.controller()).isEqualTo("belgian-mobile-id");
    }

    @Test
    void optionsAreTakenInBothSpellings() {
        assertThat(up("up").clock()).isNull();
        assertThat(up("up", "--clock", "2027-03-01T10:00:00+01:00").clock()).isEqualTo("2027-03-01T09:00:00Z");
        Settings settings = up("up", "--port", "9000", "--smtp-port=9025", "--imap-port", "9143", "--data=/var/lib/with space");
        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.smtpPort()).isEqualTo(9025);
        assertThat(settings.imapPort()).isEqualTo(9143);
        assertThat(settings.data()).isEqualTo(Path.of("/var/lib/with space"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=many", "--port=70000", "--port=-1", "--colour", "surplus", "--port",
        "--clock=tomorrow", "--clock=2027-03-01", "--clock=1999-01-01T00:00:00Z"})
    void whatIsNotUnderstoodIsOneLineAndExitCodeTwo(String argument) {
        assertThat(line.execute("up", argument)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).singleElement().asString().startsWith("volens: ").endsWith("see volens up --help");
    }

    @Test
    void anUnknownCommandIsOneLine() {
        assertThat(line.execute("down")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void aCommandBelowACommandIsNamedWhole() {
        assertThat(line.execute("keys", "rotate", "--colour")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).singleElement().asString().endsWith("see volens keys rotate --help");
        err.reset();
        assertThat(line.execute("keys")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).singleElement().asString().endsWith("see volens keys --help");
    }

    private Settings up(String... arguments) {
        return ((VolensCommand.Up) line.parseArgs(arguments).subcommand().commandSpec().userObject()).settings();
    }
}
