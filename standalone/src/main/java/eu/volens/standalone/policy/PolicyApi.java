package eu.volens.standalone.policy;

import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Talks to {@code /api/policies} of a running Volens. The token goes to the address that was given and nowhere else: no redirection is followed. */
final class PolicyApi {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    /** More than the longest comparison has. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final String token;

    PolicyApi(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** @throws Refusal when nobody answers, or not with what was asked for */
    JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** @throws Refusal when nobody answers, or nothing was done, with the reason */
    JsonNode post(String path, Map<String, String> body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER_MAX).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).version(HttpClient.Version.HTTP_1_1).build()) {
            return judge(http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX)));
        } catch (IOException silent) {
            throw new Refusal("no Volens answers at " + address + "; start it with volens up, or give its address with --url URL", silent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted; ask again whether it is published", e);
        }
    }

    private JsonNode judge(HttpResponse<String> answer) {
        JsonNode body = read(answer.body());
        if (answer.statusCode() / 100 == 2 && body.isObject()) {
            return body;
        }
        String detail = body.path("detail").asString("").replaceAll("\\p{Cntrl}", " ").strip();
        throw switch (answer.statusCode()) {
            case 401, 403 -> new Refusal("the Volens at " + address + " does not know this service token; give the data folder of that Volens"
                    + " with --data DIR, or the token with --token-file FILE");
            case 409, 422, 503 -> new Refusal("not published: " + detail);
            default -> new Refusal("what answers at " + address + " is no Volens that publishes policies (status " + answer.statusCode()
                    + "); check the address given with --url" + (detail.isEmpty() ? "" : ": " + detail));
        };
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException noJson) {
            return MissingNode.getInstance();
        }
    }
}
