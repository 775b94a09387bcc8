package eu.volens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real script, as a person calls it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {

    private static final Path SCRIPT = Path.of(System.getProperty("volens.root", "..")).toAbsolutePath().normalize().resolve("volens");
    private static final long WAIT_SECONDS_MAX = 180;
    private static final String CONSENT = "3f0c2c61-7d0a-4a56-9a0e-0d5f4b7f9a11";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path temporary;

    /** What is tested was built just now, whatever its file's age says: the launcher shall not build within a build. */
    @BeforeAll
    static void itIsBuilt() throws IOException {
        Files.setLastModifiedTime(SCRIPT.resolveSibling("standalone/target/standalone.jar"), FileTime.from(Instant.now()));
    }

    private record Ended(int code, String out, String err) {}

    @Test
    void helpIsTheProgramsOwn() throws Exception {
        // The launcher leads to the benchmarks too, which are another program, so its columns and lines may be more.
        assertThat(words(run(Map.of(), "--help").out())).containsAll(words(help()));
        assertThat(run(Map.of(), "up", "--port", "1", "--help")).isEqualTo(new Ended(0, help("up"), ""));
        assertThat(run(Map.of(), "audit", "export", "--help")).isEqualTo(new Ended(0, help("audit", "export"), ""));
        assertThat(run(Map.of()).code()).isEqualTo(2);
    }

    private static String help(String... command) {
        CommandLine line = VolensCommand.commandLine(System.err);
        StringWriter text = new StringWriter();
        for (String each : command) {
            line = line.getSubcommands().get(each);
        }
        line.usage(new PrintWriter(text), CommandLine.Help.Ansi.OFF);
        return text.toString();
    }

    private static List<String> words(String help) {
        return help.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAtOnce() throws Exception {
        assertRefused(run(Map.of(), "up", "--prot", "8080"), 2, "there is no option '--prot'");
        assertRefused(run(Map.of(), "up", "--port"), 2, "the option --port needs a value");
        assertRefused(run(Map.of(), "up", "--port=x"), 2, "Invalid value for option '--port'");
        assertRefused(run(Map.of(), "down"), 2, "there is no command 'down'");
    }

    @Test
    void withoutAJdkItSaysWhichIsMissing() throws Exception {
        assertRefused(run(Map.of("VOLENS_JDK", temporary.toString()), "up"), 1, "no JDK 25 or newer was found; install one, or set JAVA_HOME to it");
    }

    @Test
    void anOlderJdkIsNone() throws Exception {
        Path old = Files.createDirectories(temporary.resolve("bin")).getParent();
        for (String program : List.of("java", "javac")) {
            assertThat(Files.createFile(old.resolve("bin").resolve(program)).toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"24.0.2\"\n");
        assertRefused(run(Map.of("VOLENS_JDK", old.toString()), "up"), 1, "no JDK 25 or newer");
    }

    @Test
    void withoutMavenItSaysSoWhenItHasToBuild() throws Exception {
        Path unbuilt = Files.createDirectory(temporary.resolve("un built"));
        Files.copy(SCRIPT, unbuilt.resolve("volens"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        assertRefused(run(unbuilt.resolve("volens"), Map.of("VOLENS_MVN", temporary.toString() + "/no-mvn"), "up"), 1, "Maven is needed to build");
    }

    @Test
    void aTakenPortIsNamedWithItsOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            for (String option : List.of("--port", "--smtp-port", "--imap-port")) {
                List<String> arguments = new ArrayList<>(List.of("up", "--data", temporary.resolve("data").toString()));
                for (String other : List.of("--port", "--smtp-port", "--imap-port")) {
                    arguments.addAll(List.of(other, other.equals(option) ? port : "0"));
                }
                assertRefused(run(Map.of(), arguments.toArray(String[]::new)), 1,
                        "port " + port + " is taken; stop the program that uses it, or choose another with " + option + " NUMBER");
            }
        }
    }

    @Test
    void aFolderThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("a file"), "");
        assertRefused(run(Map.of(), "up", "--port=0", "--smtp-port=0", "--imap-port=0", "--data", file.resolve("data").toString()), 1, "a file");
        Path foreign = Files.createDirectory(temporary.resolve("photos"));
        Files.writeString(foreign.resolve("beach.jpg"), "");
        assertRefused(run(Map.of(), "up", "--port=0", "--smtp-port=0", "--imap-port=0", "--data", foreign.toString()), 1, "was not made by Volens");
    }

    @Test
    void itStartsFromAnywhereSurvivesBeingKilledAndEndsWhenAsked() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("some where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("volens link"), SCRIPT);
        try (Running first = start(elsewhere, link)) {
            assertThat(first.get("/").statusCode()).isEqualTo(200);
            assertThat(first.console()).contains("password");
            first.consent(CONSENT);
            Mails.send(first.smtpPort(), "ann@example.org", "privacy@itsme.be", "My data", "Please send me a copy of all my personal data.");
            // At once: what was acknowledged is all that may count.
            first.process.destroyForcibly().waitFor();
        }
        try (Running second = start(elsewhere, link)) {
            assertThat(second.console()).doesNotContain("first time", "password");
            second.await("/api/permissions?site=itsme-id&purpose=marketing&record=" + CONSENT, "\"allowed\":true");
            second.await("/mailbox/ann@example.org", "Your request ");
            second.process.destroy();
            assertThat(second.process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(second.console()).endsWith("Volens is ready\nVolens has ended\n");
            assertThat(elsewhere.resolve("its data/postgresql/postmaster.pid")).doesNotExist();
        }
        try (Running third = start(elsewhere, link)) {
            String server = Files.readAllLines(elsewhere.resolve("its data/postgresql/postmaster.pid")).getFirst();
            ProcessHandle.of(Long.parseLong(server)).orElseThrow().destroyForcibly();
            assertThat(third.process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(third.process.exitValue()).isEqualTo(1);
            assertThat(third.console()).contains("volens: PostgreSQL has ended without being asked to").doesNotContain("\tat ");
        }
        try (Running fourth = start(elsewhere, link)) {
            failTheDiskOf(elsewhere.resolve("its data"));
            assertThat(fourth.send(UUID.randomUUID().toString()).statusCode()).isEqualTo(503);
            assertThat(fourth.process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(fourth.process.exitValue()).isEqualTo(1);
            assertThat(fourth.console().lines().filter(line -> line.startsWith("volens: "))).singleElement().asString()
                    .contains("log of the consent ledger is written no more", "disk failed");
            assertThat(fourth.console()).doesNotContain("\tat ");
        }
    }

    /** From now on the ledger's inserts end as PostgreSQL ends them when the disk does not take them. */
    private static void failTheDiskOf(Path data) throws Exception {
        String port = Files.readAllLines(data.resolve("postgresql/postmaster.pid")).get(3).strip();
        String password = Files.readString(data.resolve("keys/postgresql.password")).strip();
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/volens", "volens", password);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION ledger.fail() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'could not fsync' USING ERRCODE = '58030'; END $$;
                    CREATE TRIGGER disk BEFORE INSERT ON ledger.event_log EXECUTE FUNCTION ledger.fail()""");
        }
    }

    private final class Running implements AutoCloseable {

        private final Process process;
        private final Path output;

        Running(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        String console() throws IOException {
            return Files.readString(output);
        }

        private String fact(String name) throws IOException {
            return console().lines().map(String::strip).filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow().substring(name.length()).strip();
        }

        int smtpPort() throws IOException {
            return Integer.parseInt(fact("Mail").replaceAll(".*SMTP at localhost:(\\d+),.*", "$1"));
        }

        private HttpRequest.Builder request(String path) throws IOException {
            return HttpRequest.newBuilder(URI.create(fact("Home").replaceAll("/$", "") + path));
        }

        HttpResponse<String> get(String path) throws Exception {
            return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        }

        void consent(String record) throws Exception {
            HttpResponse<String> answer = send(record);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }

        HttpResponse<String> send(String record) throws Exception {
            String shown = get("/api/sites/itsme-id/areas/business/banner?lang=en").body();
            String policy = shown.replaceAll("(?s).*\"policyVersion\":\"([^\"]+)\".*", "$1");
            String snapshot = shown.replaceAll("(?s).*\"snapshot\":(\"[^\"]+\").*", "$1");
            String body = """
                    {"record": "%s", "site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "en", "layer": "first",
                     "method": "accept-all", "given": ["preferences", "functional", "analytics", "marketing"], "refused": [],
                     "snapshot": %s, "idempotencyKey": "%s"}""".formatted(record, policy, snapshot, UUID.randomUUID());
            return HTTP.send(request("/api/consents").header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        }

        void await(String path, String content) throws Exception {
            long deadline = System.nanoTime() + Duration.ofSeconds(WAIT_SECONDS_MAX).toNanos();
            for (String body = get(path).body(); !body.contains(content); body = get(path).body()) {
                assertThat(System.nanoTime()).as(body).isLessThan(deadline);
                Thread.sleep(100);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Running start(Path folder, Path script) throws Exception {
        Path output = Files.createTempFile(temporary, "console", ".txt");
        Process process = new ProcessBuilder(script.toString(), "up", "--port=0", "--smtp-port=0", "--imap-port=0", "--data", "its data")
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        Running running = new Running(process, output);
        long deadline = System.nanoTime() + Duration.ofSeconds(WAIT_SECONDS_MAX).toNanos();
        while (!running.console().endsWith("Volens is ready\n")) {
            assertThat(process.isAlive() && System.nanoTime() < deadline).as(running.console()).isTrue();
            Thread.sleep(100);
        }
        return running;
    }

    private static void assertRefused(Ended ended, int code, String reason) {
        assertThat(ended.code()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().startsWith("volens: ").contains(reason);
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return run(SCRIPT, environment, arguments);
    }

    private Ended run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(temporary, "out", ".txt");
        Path err = Files.createTempFile(temporary, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
