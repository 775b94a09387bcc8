package eu.volens.standalone.mail;

import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Talks to {@code /api/mails} of a running Volens. The token goes to the address that was given: no redirection is followed. */
final class MailApi implements AutoCloseable {

    enum Outcome {
        TAKEN, KNOWN, REFUSED
    }

    /** @param detail why it was refused */
    record Answer(Outcome outcome, String detail) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(120);
    private static final int ANSWER_BYTES_MAX = 1 << 16;
    /** While Volens is busy; then the person is told. */
    private static final int TRIES_MAX = 6;
    private static final int WAIT_SECONDS_MAX = 10;
    private static final String AGAIN = "; hand the same files in again: what is in is known, and not taken twice";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;

    MailApi(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** @throws Refusal when it is no use to go on: nobody answers, or not with what was asked for */
    Answer handIn(byte[] message) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/mails")).timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + token).header("Content-Type", "message/rfc822").POST(BodyPublishers.ofByteArray(message)).build();
        try {
            HttpResponse<String> answer = send(request);
            for (int tries = 1; answer.statusCode() == 503 && tries < TRIES_MAX; tries++) {
                Thread.sleep(Duration.ofSeconds(Math.min(WAIT_SECONDS_MAX, answer.headers().firstValueAsLong("Retry-After").orElse(1))));
                answer = send(request);
            }
            return judge(answer);
        } catch (IOException silent) {
            throw new Refusal("no Volens answers at " + address + ", start it with volens up, or give its address with --url URL" + AGAIN, silent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted" + AGAIN, e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    }

    private Answer judge(HttpResponse<String> answer) {
        String detail = detail(answer.body());
        return switch (answer.statusCode()) {
            case 201 -> new Answer(Outcome.TAKEN, "");
            case 200 -> new Answer(Outcome.KNOWN, "");
            case 400, 413 -> new Answer(Outcome.REFUSED, detail);
            case 401, 403 -> throw new Refusal("the Volens at " + address + " does not know this token; give the data folder of that Volens with --data DIR,"
                    + " or a key with the scope mails:write with --token-file FILE");
            case 503 -> throw new Refusal("the Volens at " + address + " is busy or its database is away" + AGAIN);
            default -> throw new Refusal("what answers at " + address + " is no Volens that takes mails (status " + answer.statusCode()
                    + "); check the address given with --url");
        };
    }

    private static String detail(String body) {
        try {
            return JSON.readTree(body).path("detail").asString("").replaceAll("\\p{Cntrl}", " ").strip();
        } catch (JacksonException noJson) {
            return "it was refused";
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
