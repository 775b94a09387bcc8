package eu.volens.ledger;

import eu.volens.transport.InProcessTransport;
import eu.volens.transport.WireTransport;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger as it runs, with a real PostgreSQL and real HTTP on a free port. Stopped and started again on the same data by a test. */
public final class RunningLedger implements AutoCloseable {

    public static final String TOKEN = "a-token-for-tests";
    public static final String AUDITOR_TOKEN = "an-auditors-token-for-tests";
    /** Of a backend that may do everything. */
    public static final String KEY = ApiKey.generate(bytes -> Arrays.fill(bytes, (byte) 1));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String databaseUrl;
    private final Path masterKey;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Clock clock;
    private ConfigurableApplicationContext context;
    private WireTransport transport = new InProcessTransport();

    /** @param folder where the master key is kept @param settings Spring properties, {@code name=value} */
    public RunningLedger(Path folder, Clock clock, String... settings) {
        this(folder, clock, TestDatabase.createUrl(), settings);
    }

    private RunningLedger(Path folder, Clock clock, String databaseUrl, String[] settings) {
        this.databaseUrl = databaseUrl;
        this.masterKey = folder.resolve("master.key");
        this.clock = clock;
        for (var setting : settings) {
            this.settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        context = start();
    }

    /** A second instance on the same database. */
    public RunningLedger another() {
        return new RunningLedger(masterKey.toAbsolutePath().getParent(), clock, databaseUrl,
                settings.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toArray(String[]::new));
    }

    private ConfigurableApplicationContext start() {
        transport = new InProcessTransport();
        writeKeys();
        var properties = new LinkedHashMap<String, Object>(Map.of("server.port", 0, "volens.service-token", TOKEN,
                "volens.ledger-url", "https://consent.example.eu", "volens.controllers-dir", controllers(),
                "volens.master-key-file", masterKey,
                "volens.destroyed-keys-file", masterKey.resolveSibling("destroyed-keys"), "volens.log.key-file", masterKey.resolveSibling("log.key"),
                "volens.log.last-signed-file", masterKey.resolveSibling("log.last-signed"), "volens.log.auditor-token", AUDITOR_TOKEN));
        properties.put("spring.datasource.url", databaseUrl);
        properties.put("volens.api-keys-file", apiKeys());
        properties.putAll(settings);
        var arguments = properties.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue());
        ApplicationContextInitializer<GenericApplicationContext> outside = context -> {
            context.registerBean("wireTransport", WireTransport.class, () -> transport);
            context.registerBean("clock", Clock.class, () -> clock);
        };
        return LedgerServiceApplication.application().initializers(outside).run(arguments.toArray(String[]::new));
    }

    public Path apiKeys() {
        return masterKey.resolveSibling("api-keys");
    }

    private void writeKeys() {
        try {
            if (!Files.exists(apiKeys())) {
                Files.writeString(apiKeys(), ApiKey.of("everything", EnumSet.allOf(Scope.class), KEY).line() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path controllers() {
        var root = System.getProperty("volens.root");
        return (root == null ? Path.of("..") : Path.of(root)).resolve("controllers");
    }

    public void restart() {
        context.close();
        context = start();
    }

    public String address() {
        return "http://localhost:" + context.getBean(Environment.class).getProperty("local.server.port");
    }

    public WireTransport transport() {
        return transport;
    }

    public DataSource dataSource() {
        return bean(DataSource.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Answer post(String path, String json, String... headers) {
        return send(request(path, headers).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** With a backend's key, which vouches for what was shown. */
    public Answer postAsBackend(String path, String json, String... headers) {
        return send(request(path, headers).header("Authorization", "Bearer " + KEY).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** What the banner hands back with a decision, as JSON. */
    public String snapshot(String site, String area, String language) {
        return get("/api/sites/" + site + "/areas/" + area + "/banner?lang=" + language).json().get("snapshot").toString();
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        return send(request(path, headers).method(method, body));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The last part of a problem's type; fails for anything that is not a problem. */
        public String problem() {
            if (!header("Content-Type").startsWith("application/problem+json")) {
                throw new AssertionError("Not a problem: " + status() + " " + header("Content-Type") + " " + text());
            }
            return json().get("type").asString().replace("urn:volens:problem:", "");
        }
    }
}
