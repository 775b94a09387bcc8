package eu.volens.eventstore.transparency;

import eu.volens.merkle.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** One request to a witness and what it came to. Trusts nothing: answers are cut, redirects are not followed, nobody is waited for long. */
final class WitnessClient implements AutoCloseable {

    /** A hundred signature lines of the longest kind known fit. */
    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    /** Below 2^63 without leading zeros, tlog-witness. */
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final Duration exchangeMax;
    private final HttpClient http;

    /** @param exchangeMax for the whole exchange, body included */
    WitnessClient(Duration exchangeMax) {
        this.exchangeMax = exchangeMax;
        this.http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(exchangeMax).build();
    }

    sealed interface Answer {

        /** @param lines signature lines, not yet checked */
        record Cosigned(String lines) implements Answer {}

        /** It has another tree than the request said. */
        record Knows(long size) implements Answer {}

        record Refused(String why) implements Answer {}
    }

    /** @throws IOException when there was no answer, or one that is too long or too late */
    Answer push(Witness witness, AddCheckpoint body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = exchange(HttpRequest.newBuilder(witness.addCheckpoint())
                .header("Content-Type", "text/plain; charset=utf-8").POST(BodyPublishers.ofByteArray(body.encode())).build());
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return switch (response.statusCode()) {
            case OK -> new Answer.Cosigned(text);
            case CONFLICT -> conflict(response, text);
            default -> new Answer.Refused(meaning(response.statusCode(), response.uri()));
        };
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            // A timeout of the request would end with the headers; a body may drip for ever.
            return answer.get(exchangeMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + exchangeMax.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Answer conflict(HttpResponse<byte[]> response, String text) {
        boolean size = response.headers().firstValue("Content-Type").filter("text/x.tlog.size"::equals).isPresent();
        if (size && SIZE.matcher(text).matches()) {
            return new Answer.Knows(Long.parseLong(text.strip()));
        }
        return new Answer.Refused("409 without a size: it may have seen another tree of the same size");
    }

    private static String meaning(int status, URI address) {
        return switch (status) {
            case 400 -> "400: it cannot read what we send";
            case 403 -> "403: it does not trust the log's key; give it the vkey under /log/key";
            case 404 -> "404: it does not know the log's origin; have the log added there";
            case 422 -> "422: it does not believe the consistency proof";
            default -> status + " from " + address;
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
