package eu.volens.banner;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The ledger's HTTP contract kept in memory, the banner's files, and a small site that uses them under a strict
 * Content-Security-Policy. It can be cut off, lose its answers, change its policy and refuse.
 */
final class LedgerFixture implements AutoCloseable {
    static final List<String> OPTIONAL = List.of("preferences", "functional", "analytics", "marketing");
    private static final Map<String, String> MODES = Map.of("personal", "inform", "business", "ask", "account", "ask");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "html", "text/html; charset=utf-8", "png", "image/png");

    private static final Map<String, List<String>> CONSENT_MODE = Map.of("necessary", List.of("security_storage"),
            "preferences", List.of("personalization_storage"), "functional", List.of("functionality_storage"),
            "analytics", List.of("analytics_storage"), "marketing", List.of("ad_storage", "ad_user_data", "ad_personalization"));

    /** CUT breaks the connection, SILENT keeps it and says nothing. */
    enum Line { UP, CUT, SILENT, ANSWERS_LOST }

    /** What was recorded, once per idempotency key. */
    record Recorded(String path, String record, JsonObject body) {
        List<String> list(String member) {
            return body.getAsJsonArray(member).asList().stream().map(element -> element.getAsString()).toList();
        }

        String text(String member) {
            return body.get(member).getAsString();
        }

        JsonObject evidence() {
            return body.getAsJsonObject("evidence");
        }
    }

    final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, Map<String, Boolean>> allowed = new HashMap<>();
    volatile Line line = Line.UP;
    volatile String policyVersion = "2026-1";
    /** The configuration still served from a cache on the way may be older than what the ledger accepts. */
    volatile String servedPolicyVersion = "2026-1";
    /** The last version that asks everybody again. */
    volatile String askedSince = "2026-1";
    volatile int lifetimeDays = 365;
    volatile boolean takesEvidence = true;
    volatile String snapshot = "";
    volatile int refusesWith;
    volatile String refusesAs = "refused";
    volatile String policySentence = "default-src 'self'";
    volatile String bannerOrigin = "";
    volatile String purposeName = "";
    volatile boolean quiet;
    volatile boolean classicTag;

    private final Map<String, String> answers = new HashMap<>();
    private final HttpServer server;

    LedgerFixture() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String page(String area, String language) {
        return origin() + "/site/" + area + "?lang=" + language;
    }

    /** The same page under a name with a parent domain. */
    String pageOfSubdomain(String area) {
        return page(area, "en").replace("localhost", "www.fixture.localhost");
    }

    boolean permits(String record, String purpose) {
        return allowed.getOrDefault(record, Map.of()).getOrDefault(purpose, false);
    }

    void publishes(String version) {
        publishesEditorially(version);
        askedSince = version;
    }

    void publishesEditorially(String version) {
        policyVersion = version;
        servedPolicyVersion = version;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "content-type");
        try (exchange) {
            if (path.startsWith("/api/")) {
                api(exchange, path);
            } else if (path.startsWith("/banner/")) {
                file(exchange, "/META-INF/resources" + path);
            } else if (path.startsWith("/site/")) {
                exchange.getResponseHeaders().set("Content-Security-Policy", policySentence);
                send(exchange, 200, "html", site(path.substring("/site/".length()), language(exchange)));
            } else if (path.startsWith("/held/") || path.startsWith("/page.")) {
                held(exchange, path);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void api(HttpExchange exchange, String path) throws IOException {
        while (line == Line.SILENT) {
            pause(25);
        }
        if (line == Line.CUT) {
            return;
        }
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            exchange.sendResponseHeaders(204, -1);
        } else if (exchange.getRequestMethod().equals("GET")) {
            send(exchange, 200, "json", configuration(path.split("/")[5], language(exchange), exchange.getRequestHeaders().getFirst("Sec-GPC")));
        } else {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            record(exchange, path, new Gson().fromJson(body, JsonObject.class));
        }
    }

    private static String language(HttpExchange exchange) {
        return exchange.getRequestURI().getQuery().substring("lang=".length());
    }

    private synchronized void record(HttpExchange exchange, String path, JsonObject body) throws IOException {
        var key = body.get("idempotencyKey").getAsString();
        var withdrawal = path.endsWith("/withdrawal");
        var record = withdrawal ? path.split("/")[3] : body.get("record").getAsString();
        if (refusesWith != 0) {
            send(exchange, refusesWith, "problem+json", "{\"type\":\"urn:volens:problem:" + refusesAs + "\"}");
            return;
        }
        if (!withdrawal && !body.get("policyVersion").getAsString().equals(policyVersion)) {
            publishes(policyVersion);
            send(exchange, 409, "problem+json",
                    "{\"type\":\"urn:volens:problem:stale-policy\",\"currentPolicyVersion\":\"" + policyVersion + "\"}");
            return;
        }
        if (withdrawal && !allowed.containsKey(record)) {
            send(exchange, 404, "problem+json", "{\"type\":\"urn:volens:problem:unknown-record\"}");
            return;
        }
        if (!answers.containsKey(key)) {
            apply(new Recorded(path, record, body), withdrawal);
            answers.put(key, "{\"record\":\"" + record + "\"}");
        }
        if (line != Line.ANSWERS_LOST) {
            send(exchange, withdrawal ? 200 : 201, "json", answers.get(key));
        }
    }

    private void apply(Recorded entry, boolean withdrawal) {
        recorded.add(entry);
        var state = allowed.computeIfAbsent(entry.record(), unused -> new TreeMap<>());
        if (withdrawal) {
            var purposes = entry.body().has("purposes") ? entry.list("purposes") : List.copyOf(state.keySet());
            purposes.forEach(purpose -> state.put(purpose, false));
            return;
        }
        var answered = Stream.concat(entry.list("given").stream(), entry.list("refused").stream()).sorted().toList();
        if (!answered.equals(OPTIONAL.stream().sorted().toList())) {
            throw new IllegalStateException("given and refused must be exactly what the area asks: " + entry.body());
        }
        entry.list("given").forEach(purpose -> state.put(purpose, true));
        entry.list("refused").forEach(purpose -> state.put(purpose, false));
    }

    private String configuration(String area, String wanted, String secGpc) {
        var texts = Texts.ofReadme();
        var language = texts.containsKey(wanted) ? wanted : "en";
        var purposes = Stream.concat(Stream.of("necessary"), MODES.get(area).equals("ask") ? OPTIONAL.stream() : Stream.of())
                .map(this::purpose)
                .toList();
        var answer = new HashMap<String, Object>(Map.of("controller", "Fixture", "site", "fixture", "area", area, "mode", MODES.get(area),
                "policyVersion", servedPolicyVersion, "askedSince", askedSince, "policyUrl", "/policy/fixture/" + language,
                "lifetimeDays", lifetimeDays));
        answer.putAll(Map.of("language", language, "languages", List.copyOf(texts.keySet()), "texts", texts.get(language)));
        answer.putAll(Map.of("gpc", "1".equals(secGpc), "refusedByGpc", List.of("marketing"), "evidence", takesEvidence));
        if (!snapshot.isEmpty()) {
            answer.put("snapshot", snapshot);
        }
        answer.put("purposes", purposes);
        answer.put("storage", List.of(stored("necessary", "cookie", "CookieConsent", "_m_needed"), stored("analytics", "cookie", "_m", "_m_*"),
                stored("analytics", "local-storage", "m::*"), stored("marketing", "session-storage", "ad.id")));
        return new Gson().toJson(answer);
    }

    private static Map<String, Object> stored(String purpose, String kind, String... names) {
        return Map.of("purpose", purpose, "kind", kind, "names", List.of(names));
    }

    private Map<String, Object> purpose(String id) {
        return Map.of(
                "id", id,
                "name", purposeName.isEmpty() ? "The " + id : purposeName,
                "explanation", "Why " + id + " is asked, in a sentence that says what it does.",
                "required", id.equals("necessary"),
                "consentMode", CONSENT_MODE.get(id),
                "trackers", List.of(tracker(id + "_id", "example.org", "Keeps it.", "1 year", "Cookie"),
                        tracker("rc::" + id, "cdn.example", "Counts.", "Session", "Local storage, third party")));
    }

    private static Map<String, Object> tracker(String name, String provider, String explanation, String lifetime, String technique) {
        return Map.of("name", name, "provider", provider, "explanation", explanation, "lifetime", lifetime, "technique", technique);
    }

    private String site(String area, String language) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head><meta charset="utf-8"><title>Fixture</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/page.css">%s<script src="/page.js"></script></head>
                <body>
                <main><h1>A site</h1><p>With a text that should not move.</p><button type="button" id="own">Own button</button>
                <a href="#x" data-volens-open>My cookies</a> <a href="#manage">Change my mind</a>
                <iframe title="Held frame" data-purpose="preferences" data-src="/held/frame.html"></iframe>
                <img alt="" width="8" height="8" data-purpose="marketing" data-src="/held/pixel.png"></main>
                <script type="text/plain" data-purpose="analytics" src="/held/slow-one.js"></script>
                <script type="text/plain" data-purpose="marketing" src="/held/marketing.js"></script>
                <script type="text/plain" data-purpose="analytics" data-src="/held/two.js"></script>
                <script type="text/plain" data-purpose="necessary" src="/held/needed.js"></script>
                %s
                </body></html>
                """.formatted(language, classicTag ? tag(area) : "", classicTag ? "" : tag(area));
    }

    private String tag(String area) {
        return "<script %s src='%s/banner/banner.js' data-site='fixture' data-area='%s' %s></script>"
                .formatted(classicTag ? "" : "type='module'", bannerOrigin, area, quiet ? "data-quiet" : "");
    }

    private static void held(HttpExchange exchange, String path) throws IOException {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var body = switch (name) {
            case "page.css" -> """
                    body { margin: 0 }
                    button { background: red; font: 40px serif; padding: 3rem }
                    p { margin: 5rem }
                    [type=checkbox] { display: none }
                    iframe { height: 50px }
                    a { display: inline-block; padding: 1rem }
                    """;
            case "page.js" -> """
                    window.ran = []; window.heard = []; window.shift = 0;
                    (window.dataLayer ??= []).push(['the page says this before its end']);
                    document.addEventListener('volens:ready', event => heard.push(['ready', event.detail]));
                    document.addEventListener('volens:change', event => heard.push(['change', event.detail]));
                    new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value; }))
                        .observe({type: 'layout-shift', buffered: true});
                    """;
            case "frame.html" -> "<!DOCTYPE html><title>held</title><p>held";
            default -> "ran.push('" + name.replace(".js", "") + "')";
        };
        if (name.startsWith("slow")) {
            pause(150);
        }
        send(exchange, 200, name.substring(name.lastIndexOf('.') + 1), body);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void file(HttpExchange exchange, String resource) throws IOException {
        try (var in = LedgerFixture.class.getResourceAsStream(resource)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            send(exchange, 200, resource.substring(resource.lastIndexOf('.') + 1), text);
        }
    }

    private static void send(HttpExchange exchange, int status, String kind, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(kind, "application/" + kind));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
