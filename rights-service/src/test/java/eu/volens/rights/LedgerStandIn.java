package eu.volens.rights;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data holder over real HTTP that keeps the contract of {@code POST /api/holder/search}. */
public final class LedgerStandIn implements AutoCloseable {

    public static final String TOKEN = "a-token-for-tests";
    /** The one record it knows. */
    public static final UUID KNOWN = UUID.fromString("5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    private volatile int failWith;

    public LedgerStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/holder/search", this::search);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on answers with this status; 0 for working again. */
    public void failWith(int status) {
        failWith = status;
    }

    public List<JsonNode> questions() {
        return questions;
    }

    private void search(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else if (failWith != 0) {
            answer(exchange, failWith, "{\"title\":\"away\"}");
        } else {
            JsonNode question = JSON.readTree(body);
            questions.add(question);
            answer(exchange, 200, answerTo(question));
        }
    }

    private static String answerTo(JsonNode question) {
        List<String> notFound = new ArrayList<>();
        boolean known = false;
        for (JsonNode record : question.get("consentRecords")) {
            if (record.asString().equals(KNOWN.toString())) {
                known = true;
            } else {
                notFound.add("\"" + record.asString() + "\"");
            }
        }
        return """
                {"holder":"consent-ledger","asOf":"2026-03-06T10:00:00Z","records":[%s],"notFound":[%s]}"""
                .formatted(known ? RECORD : "", String.join(",", notFound));
    }

    private static final String RECORD = """
            {"record":"5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60","site":"itsme-id","area":"business","status":"partial","given":["functional"],
             "refused":["marketing"],"policyVersion":"c099072d01e530ab","expiresAt":"2027-03-02T09:00:00Z","history":[
              {"type":"given","at":"2026-03-02T09:00:00.123456Z","area":"business","given":["functional","analytics"],"refused":["marketing"],
               "withdrawn":[],"policyVersion":"c099072d01e530ab","language":"fr","layer":"second","method":"choose"},
              {"type":"withdrawn","at":"2026-03-03T09:00:00Z","area":"business","given":[],"refused":[],"withdrawn":["analytics"],
               "policyVersion":"c099072d01e530ab","language":"fr"}]}""";

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
