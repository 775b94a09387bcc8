package eu.volens.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.standalone.folder.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is left behind when a ledger answers as it should not. One that answers well is in {@code StandaloneIT}. */
class AuditExportIT {

    private static final String TOKEN = "an-auditors-token";

    @TempDir
    Path temporary;
    private Path folder;
    private Path token;

    private record Ended(int code, String said) {}

    @BeforeEach
    void anAuditorsPlace() throws IOException {
        folder = Files.createDirectory(temporary.resolve("place"));
        token = Files.writeString(temporary.resolve("token"), TOKEN + "\n");
    }

    /** As the program's own command line ends it. */
    private static Ended run(Object... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new AuditCommand()).setOut(new PrintWriter(StringWriter.nullWriter())).setErr(new PrintWriter(said));
        line.setParameterExceptionHandler((failure, given) -> {
            said.write(failure.getMessage());
            return 2;
        });
        line.setExecutionExceptionHandler((failure, command, given) -> {
            said.write(failure instanceof Refusal ? failure.getMessage() : "unforeseen " + failure);
            return 1;
        });
        int code = line.execute(Stream.concat(Stream.of("export"), Arrays.stream(arguments).map(Object::toString)).toArray(String[]::new));
        return new Ended(code, said.toString());
    }

    /** Answers one question with these bytes, whatever they are, and hangs up. */
    private Ended answeredWith(byte[] answer, String out) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> answer(server, answer));
            Ended ended = run("--out", folder.resolve(out), "--url", "http://127.0.0.1:" + server.getLocalPort() + "/", "--token-file", token);
            assertThat(asked.get()).startsWith("GET /log/export HTTP/1.1\r\n").contains("Authorization: Bearer " + TOKEN + "\r\n");
            return ended;
        }
    }

    private static String answer(ServerSocket server, byte[] answer) {
        try (Socket client = server.accept()) {
            StringBuilder asked = new StringBuilder();
            while (asked.indexOf("\r\n\r\n") < 0) {
                asked.append((char) client.getInputStream().read());
            }
            client.getOutputStream().write(answer);
            return asked.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] http(String status, String type, byte[] body, int bodyBytesSaid) {
        byte[] head = ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bodyBytesSaid + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static byte[] zip(byte[] body) {
        return http("200", "application/zip", body, body.length);
    }

    private static byte[] export(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private void refused(Ended ended, int code, String because) throws IOException {
        assertThat(ended.code()).as(ended.said()).isEqualTo(code);
        assertThat(ended.said()).contains(because).doesNotContain("\n").doesNotContain(TOKEN);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aZipStaysAZipAndAnythingElseBecomesAFolder() throws Exception {
        byte[] export = export("checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1");
        assertThat(answeredWith(zip(export), "log.zip").code()).isZero();
        assertThat(folder.resolve("log.zip")).hasBinaryContent(export);
        assertThat(answeredWith(zip(export), "log").code()).isZero();
        assertThat(folder.resolve("log/tile/0/000.p/1")).hasContent("tile/0/000.p/1");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("log", "log.zip");
        }
    }

    @Test
    void aConnectionThatBreaksOffLeavesNothing() throws Exception {
        byte[] export = export("checkpoint", "keys");
        refused(answeredWith(http("200", "application/zip", export, export.length + 1), "log"), 1, "Volens broke off after 0.0 MB");
        byte[] chunked = ("HTTP/1.1 200\r\nContent-Type: application/zip\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nPK\3\4\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        refused(answeredWith(chunked, "log.zip"), 1, "Volens broke off");
    }

    @Test
    void aZipWithoutItsEndIsNotKeptEvenIfTheConnectionEndsWell() throws Exception {
        byte[] export = export("checkpoint", "keys");
        for (String out : List.of("log", "log.zip")) {
            refused(answeredWith(zip(Arrays.copyOf(export, export.length - 1)), out), 1, "came without its end");
            refused(answeredWith(zip(new byte[0]), out), 1, "came without its end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "tile/../../outside", "/outside", "C:/outside", "tile\\..\\outside", "tile/", "."})
    void aNameThatLeadsElsewhereIsRefused(String name) throws Exception {
        refused(answeredWith(zip(export("checkpoint", name)), "log"), 1, "holds a file that no export has");
        assertThat(temporary.resolve("outside")).doesNotExist();
    }

    @Test
    void whatIsThereIsNotOverwritten() throws Exception {
        for (String out : List.of("log", "log.zip")) {
            Path there = Files.writeString(folder.resolve(out), "mine");
            Ended ended = run("--out", there, "--token-file", token, "--url", "http://127.0.0.1:9");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("is there already and is not overwritten");
            assertThat(there).hasContent("mine");
        }
    }

    @Test
    void whoeverAnswersOtherwiseIsNamedWithWhatToDo() throws Exception {
        String problem = "{\"type\":\"urn:volens:problem:try-again\",\"detail\":\"Ask again\\nwhen they are done.\"}";
        byte[] body = problem.getBytes(StandardCharsets.UTF_8);
        refused(answeredWith(http("401", "text/plain", new byte[0], 0), "log"), 1, "does not know this auditor's token");
        refused(answeredWith(http("503", "application/problem+json", body, body.length), "log"), 1, "Ask again when they are done.");
        refused(answeredWith(http("400", "application/problem+json", body, body.length), "log"), 2, "Ask again when they are done.");
        refused(answeredWith(http("404", "application/problem+json", body, body.length), "log"), 1, "that part of its log: Ask again when");
        refused(answeredWith(http("200", "text/html", new byte[0], 0), "log"), 1, "is no Volens that gives its log");
        refused(answeredWith(http("302\r\nLocation: http://127.0.0.1:9/", "text/html", new byte[0], 0), "log"), 1, "is no Volens that gives its log");
        refused(answeredWith("SSH-2.0\r\n".getBytes(StandardCharsets.US_ASCII), "log"), 1, "no Volens answers");
        refused(answeredWith(zip(export("readme")), "log"), 1, "not a log");
    }

    @Test
    void whereNobodyAnswersItSaysHowToStart() throws Exception {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = server.getLocalPort();
        }
        refused(run("--out", folder.resolve("log"), "--url", "http://127.0.0.1:" + free, "--token-file", token), 1,
                "no Volens answers at http://127.0.0.1:" + free + "; start it with volens up");
    }

    @Test
    void withoutATokenOrAPlaceNobodyIsAsked() throws Exception {
        refused(run("--out", folder.resolve("log"), "--data", temporary.resolve("nowhere")), 1, "give the data folder of the running Volens with --data DIR");
        refused(run("--out", folder.resolve("log"), "--token-file", Files.writeString(temporary.resolve("none"), "a b\r\nc")), 1, "holds no token");
        refused(run("--out", folder.resolve("no/where"), "--token-file", token), 1, "there is no folder");
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        refused(run("--token-file", token), 2, "--out");
        for (String where : List.of("yesterday", "", "-1", "2026-11-01T12:00", "1&to=2", "2026-11")) {
            refused(run("--out", folder.resolve("log"), "--token-file", token, "--from=" + where), 2, "'--from': give a position");
        }
        for (String url : List.of("localhost:8080", "file:///etc/passwd", "http://", "http://a b", "http://a?b")) {
            refused(run("--out", folder.resolve("log"), "--url", url), 2, "--url");
        }
    }
}
