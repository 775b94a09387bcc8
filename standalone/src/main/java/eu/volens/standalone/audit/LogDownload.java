package eu.volens.standalone.audit;

import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One asking of {@code /log/export}. The token goes to the address that was given and nowhere else: no redirection is followed. */
final class LogDownload {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    /** From the question to the first byte. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final int PROBLEM_BYTES_MAX = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final double MEGABYTE = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final String token;
    private final PrintWriter console;

    /** The ledger did not take what was asked for; the message says why. */
    static final class NotUnderstood extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotUnderstood(String why) {
            super(why);
        }
    }

    LogDownload(URI address, String token, PrintWriter console) {
        this.address = address;
        this.token = token;
        this.console = console;
    }

    /**
     * Fetches the ZIP into a file that is there; durable when this returns.
     *
     * @return the same file
     * @throws Refusal when nobody answers, the token is refused, the answer breaks off, or the disk is full
     */
    Path into(Path file) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER_MAX).header("Authorization", "Bearer " + token).build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).version(HttpClient.Version.HTTP_1_1).build()) {
            try {
                HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = answer.body()) {
                    judge(answer, body);
                    save(body, file);
                }
            } catch (IOException silent) {
                throw new Refusal("no Volens answers at " + place() + "; start it with volens up, or give its address with --url URL", silent);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal("the export was interrupted and not kept", e);
            } finally {
                // Else closing waits for the rest of an answer that nobody reads.
                http.shutdownNow();
            }
        }
        return file;
    }

    private String place() {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private void judge(HttpResponse<InputStream> answer, InputStream body) throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.statusCode() == 200 && type.startsWith("application/zip")) {
            return;
        }
        String detail = type.startsWith("application/problem+json") ? detail(body.readNBytes(PROBLEM_BYTES_MAX)) : "";
        if (answer.statusCode() == 400 && !detail.isEmpty()) {
            throw new NotUnderstood(detail);
        }
        if (answer.statusCode() == 404 && !detail.isEmpty()) {
            throw new Refusal("Volens cannot give that part of its log: " + detail);
        }
        switch (answer.statusCode()) {
            case 401, 403 -> throw new Refusal("the Volens at " + place() + " does not know this auditor's token; give the data folder of that Volens"
                    + " with --data DIR, or the token with --token-file FILE");
            case 503 -> throw new Refusal("Volens cannot give the log just now: " + (detail.isEmpty() ? "ask again in a moment" : detail));
            default -> throw new Refusal("what answers at " + place() + " is no Volens that gives its log (status " + answer.statusCode()
                    + "); check the address given with --url" + (detail.isEmpty() ? "" : ": " + detail));
        }
    }

    /** Printed as it is, so only what can be printed on one line. */
    private static String detail(byte[] problem) {
        try {
            return JSON.readTree(problem).path("detail").asString("").replaceAll("\\p{Cntrl}", " ").strip();
        } catch (JacksonException noJson) {
            return "";
        }
    }

    private void save(InputStream body, Path file) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        long spoken = System.nanoTime();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int count = read(body, buffer, bytes); count >= 0; count = read(body, buffer, bytes)) {
                ByteBuffer piece = ByteBuffer.wrap(buffer, 0, count);
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
                bytes += count;
                if (System.nanoTime() - spoken > PROGRESS_NANOS) {
                    spoken = System.nanoTime();
                    say(bytes);
                }
            }
            out.force(true);
        } catch (IOException full) {
            throw Destination.unwritable(file.getParent(), full);
        }
        say(bytes);
    }

    private static int read(InputStream body, byte[] buffer, long before) {
        try {
            return body.read(buffer);
        } catch (IOException cut) {
            throw new Refusal(String.format(Locale.ROOT, "Volens broke off after %.1f MB, and nothing was kept; ask again, and look into the log of"
                    + " Volens if it stays so", before / MEGABYTE), cut);
        }
    }

    private void say(long bytes) {
        console.printf(Locale.ROOT, "  %.1f MB%n", bytes / MEGABYTE);
        console.flush();
    }
}
