package eu.volens.benchmarks.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Chromium of the system with one page and no window, spoken to by the Chrome DevTools Protocol: its few commands that are needed here
 * do not pay for a library that brings a browser of its own. For one thread.
 */
public final class Chromium implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> USUAL_PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium");

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final WebSocket socket;
    private final String session;

    /** Where it is; empty where none is installed. {@code VOLENS_CHROMIUM} names another place. */
    public static Optional<Path> installed() {
        return Stream.concat(Stream.ofNullable(System.getenv("VOLENS_CHROMIUM")), USUAL_PLACES.stream()).map(Path::of)
                .filter(Files::isExecutable).findFirst();
    }

    /** @param profile a folder of its own, for what the browser keeps: nobody has been there before */
    public static Chromium start(Path executable, Path profile) throws IOException, InterruptedException {
        Files.createDirectories(profile);
        // Without its sandbox, which root cannot have; it only ever opens our own pages.
        Process process = new ProcessBuilder(executable.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
                "--user-data-dir=" + profile, "about:blank").redirectErrorStream(true).redirectOutput(profile.resolve("output.txt").toFile()).start();
        try {
            return new Chromium(process, address(process, profile.resolve("DevToolsActivePort")));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** It writes down where it listens, once it does: the port, and a path. */
    private static URI address(Process process, Path file) throws IOException, InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                throw new IOException("Chromium does not start; see " + file.resolveSibling("output.txt"));
            }
            Thread.sleep(50);
        }
        List<String> lines = Files.readAllLines(file);
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    private Chromium(Process process, URI address) throws IOException, InterruptedException {
        this.process = process;
        this.socket = http.newWebSocketBuilder().buildAsync(address, new Listener()).join();
        String page = send(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asString();
        this.session = send(null, "Target.attachToTarget", Map.of("targetId", page, "flatten", true)).get("sessionId").asString();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonNode answer = JSON.readTree(message.toString());
                message.setLength(0);
                CompletableFuture<JsonNode> waiting = asked.remove(answer.path("id").asInt(0));
                if (waiting != null) {
                    waiting.complete(answer);
                }
            }
            from.request(1);
            return null;
        }
    }

    /** A command to the page, and its result. */
    public JsonNode send(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        return send(session, method, parameters);
    }

    private JsonNode send(@Nullable String toSession, String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        Map<String, Object> command = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (toSession != null) {
            command.put("sessionId", toSession);
        }
        socket.sendText(JSON.writeValueAsString(command), true).join();
        try {
            JsonNode told = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IOException(method + " was answered " + told.get("error"));
            }
            return told.get("result");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method + " was not answered", e);
        }
    }

    /** What an expression is worth in the page, as JSON; a promise is waited for. */
    public JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode told = send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (told.has("exceptionDetails")) {
            throw new IOException(expression + " failed: " + told.get("exceptionDetails"));
        }
        return told.path("result").path("value");
    }

    /** Waits until an expression is true, or a promise of it. */
    public void await(String expression) throws IOException, InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("(async () => !!await (" + expression + "))()").asBoolean()) {
            if (System.nanoTime() > patience) {
                throw new IOException("not in " + PATIENCE.toSeconds() + " s: " + expression);
            }
            Thread.sleep(25);
        }
    }

    /** Presses the mouse on the middle of an element, as a hand does. */
    public void click(String selector) throws IOException, InterruptedException {
        JsonNode middle = evaluate("(box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }))(document.querySelector('" + selector
                + "').getBoundingClientRect())");
        for (String step : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            send("Input.dispatchMouseEvent", Map.of("type", step, "x", middle.get("x").asDouble(), "y", middle.get("y").asDouble(), "button", "left",
                    "clickCount", 1));
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        http.close();
    }
}
