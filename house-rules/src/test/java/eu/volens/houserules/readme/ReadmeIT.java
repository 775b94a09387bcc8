package eu.volens.houserules.readme;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.houserules.readme.Readme.Example;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts Volens as the README says and runs its commands one after another in one shell. */
class ReadmeIT {

    private static final Path ROOT = Path.of(System.getProperty("volens.root"));
    private static final long START_SECONDS_MAX = 180;
    private static final long COMMANDS_SECONDS_MAX = 120;

    @TempDir
    Path folder;

    @Test
    void everyCommandPrintsWhatTheReadmeSays() throws Exception {
        Readme readme = Readme.parse(Files.readString(ROOT.resolve("README.md")));
        Example start = readme.examples().stream().filter(example -> example.command().startsWith("./volens up")).findFirst().orElseThrow();
        List<Example> commands = readme.examples().stream().filter(ReadmeIT::needsARunningVolens).toList();
        assertThat(commands).as("commands with outputs").hasSizeGreaterThanOrEqualTo(4);

        int[] ports = freePorts(3);
        Process volens = new ProcessBuilder(ROOT.resolve("volens").toString(), "up", "--data", folder.resolve("data").toString(),
                "--port", "" + ports[0], "--smtp-port", "" + ports[1], "--imap-port", "" + ports[2])
                .directory(folder.toFile()).redirectErrorStream(true).start();
        try {
            String printed = readUntilReady(volens);
            SoftAssertions.assertSoftly(softly -> {
                softly.assertThat(start.isPrintedBy(asInTheReadme(printed, ports))).as("what ./volens up prints:%n%s", printed).isTrue();
                List<String> outputs = runInOneShell(commands, ports);
                for (int i = 0; i < commands.size(); i++) {
                    String output = i < outputs.size() ? asInTheReadme(outputs.get(i), ports) : "(did not run)";
                    softly.assertThat(commands.get(i).isPrintedBy(output))
                            .as("$ %s%nprints%n%s%nand the README says%n%s", commands.get(i).command(), output, commands.get(i).expected()).isTrue();
                }
            });
        } finally {
            volens.destroy();
            if (!volens.waitFor(30, TimeUnit.SECONDS)) {
                volens.destroyForcibly();
            }
        }
    }

    private static boolean needsARunningVolens(Example example) {
        return Stream.of("./volens up", "mvn", "git", "docker").noneMatch(example.command()::startsWith);
    }

    private static String readUntilReady(Process volens) throws IOException {
        StringBuilder printed = new StringBuilder();
        Thread.ofVirtual().start(() -> stopWhenTooLate(volens, printed));
        BufferedReader lines = volens.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            synchronized (printed) {
                printed.append(line).append('\n');
            }
            if (line.equals("Volens is ready")) {
                Thread.ofVirtual().start(() -> drain(lines));
                return printed.toString();
            }
        }
        throw new AssertionError("./volens up ended without being ready:\n" + printed);
    }

    private static void stopWhenTooLate(Process volens, StringBuilder printed) {
        try {
            TimeUnit.SECONDS.sleep(START_SECONDS_MAX);
        } catch (InterruptedException e) {
            return;
        }
        synchronized (printed) {
            if (printed.indexOf("Volens is ready") < 0) {
                volens.destroyForcibly();
            }
        }
    }

    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {
                // Keep the pipe empty, so that the process never waits for its reader.
            }
        } catch (IOException processEnded) {
            // Nothing more to read.
        }
    }

    private List<String> runInOneShell(List<Example> commands, int[] ports) {
        String mark = "--- end of command ---";
        StringBuilder script = new StringBuilder();
        commands.forEach(example -> script.append(withPorts(example.command(), ports)).append("\necho; echo '").append(mark).append("'\n"));
        try {
            Path output = folder.resolve("output.txt");
            Process shell = new ProcessBuilder("bash", "-c", script.toString()).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            if (!shell.waitFor(COMMANDS_SECONDS_MAX, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
            List<String> outputs = new ArrayList<>(List.of(Files.readString(output).split(mark, -1)));
            outputs.removeLast();
            return outputs;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withPorts(String text, int[] ports) {
        return text.replace("localhost:8080", "localhost:" + ports[0]).replace("localhost:2525", "localhost:" + ports[1])
                .replace("localhost:1143", "localhost:" + ports[2]);
    }

    private static String asInTheReadme(String text, int[] ports) {
        return text.replace("localhost:" + ports[0], "localhost:8080").replace("localhost:" + ports[1], "localhost:2525")
                .replace("localhost:" + ports[2], "localhost:1143");
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            int[] ports = new int[count];
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
                ports[i] = sockets.get(i).getLocalPort();
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
