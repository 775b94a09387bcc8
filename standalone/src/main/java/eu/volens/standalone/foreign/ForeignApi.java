package eu.volens.standalone.foreign;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Talks to {@code /api/foreign-consents} of a running Volens. The token goes to the address that was given: no redirection is followed. */
final class ForeignApi implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final String AGAIN = "; bring the file in again: rows that are in are known, and not recorded twice";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;

    ForeignApi(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** @return the answers @throws Refusal when nobody answers, or not with what was asked for */
    JsonNode bringIn(JsonNode rows) {
        try {
            return judge(http.send(HttpRequest.newBuilder(URI.create(address + "/api/foreign-consents/cookiebot")).timeout(ANSWER_MAX)
                    .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(rows.toString())).build(), BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX)));
        } catch (IOException silent) {
            throw new Refusal("no Volens answers at " + address + ", start it with volens up, or give its address with --url URL" + AGAIN, silent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted" + AGAIN, e);
        }
    }

    private JsonNode judge(HttpResponse<String> answer) {
        JsonNode body = read(answer.body());
        if (answer.statusCode() == 200 && body.path("answers").isArray()) {
            return body.get("answers");
        }
        String detail = body.path("detail").asString("").replaceAll("\\p{Cntrl}", " ").strip();
        throw switch (answer.statusCode()) {
            case 401, 403 -> new Refusal("the Volens at " + address + " does not know this service token; give the data folder of that Volens"
                    + " with --data DIR, or the token with --token-file FILE");
            case 400, 404, 503 -> new Refusal("not brought in: " + detail + AGAIN);
            default -> new Refusal("what answers at " + address + " is no Volens that takes foreign evidence (status " + answer.statusCode()
                    + "); check the address given with --url");
        };
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException noJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
