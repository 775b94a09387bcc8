package eu.volens.eventstore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that speaks what Vault documents of the Transit engine's encrypt and decrypt, and refuses everything else. It really encrypts,
 * AES-256-GCM under keys with versions.
 */
final class TestVault implements AutoCloseable {

    static final String TOKEN = "hvs.a-token";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, Set<String>> FIELDS =
            Map.of("encrypt", Set.of("plaintext", "associated_data"), "decrypt", Set.of("ciphertext", "associated_data"));

    private final HttpServer server;
    private final List<byte[]> versions = new ArrayList<>();
    volatile String path = "/v1/transit/%s/volens";
    volatile @Nullable String namespace;
    volatile boolean sealed;
    volatile boolean ignoresAssociatedData;
    /** Answers a ciphertext that does not open as some versions do. */
    volatile int statusOfMismatch = 400;
    volatile int minDecryptionVersion = 1;
    /** What is answered instead. */
    volatile @Nullable Answer instead;
    /** Nobody is answered before it is open. */
    volatile CountDownLatch gate = new CountDownLatch(0);

    record Answer(int status, String body) {}

    private static final class Refused extends Exception {
        private final int status;

        Refused(int status, String error) {
            super(error);
            this.status = status;
        }
    }

    TestVault() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        rotate();
    }

    URI address() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort());
    }

    /** As {@code POST /v1/transit/keys/volens/rotate}. */
    void rotate() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        synchronized (versions) {
            versions.add(key);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            gate.await();
            Answer given = instead;
            answer = given != null ? given : new Answer(200, JSON.writeValueAsString(Map.of("request_id", "1", "lease_id", "", "renewable", false,
                    "data", answerTo(exchange))));
        } catch (Refused e) {
            answer = new Answer(e.status, JSON.writeValueAsString(Map.of("errors", List.of(String.valueOf(e.getMessage())))));
        } catch (InterruptedException e) {
            answer = new Answer(500, "");
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private Map<String, Object> answerTo(HttpExchange exchange) throws Refused, IOException {
        if (sealed) {
            throw new Refused(503, "Vault is sealed");
        }
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            throw new Refused(403, "permission denied");
        }
        String asked = exchange.getRequestURI().toString();
        String operation = FIELDS.keySet().stream().filter(name -> asked.equals(path.formatted(name))).findFirst().orElse("");
        String expected = namespace;
        String given = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
        if (operation.isEmpty() || !(expected == null ? given == null : expected.equals(given))) {
            throw new Refused(404, "no handler for route \"" + asked + "\". route entry not found.");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            throw new Refused(405, "unsupported operation");
        }
        JsonNode body = body(exchange, FIELDS.get(operation));
        return operation.equals("encrypt") ? encrypt(body) : decrypt(body);
    }

    private static JsonNode body(HttpExchange exchange, Set<String> fields) throws Refused, IOException {
        try {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (!Set.copyOf(body.propertyNames()).equals(fields) || !body.valueStream().allMatch(JsonNode::isString)) {
                throw new Refused(400, "expected exactly the fields " + fields);
            }
            return body;
        } catch (JacksonException e) {
            throw new Refused(400, "failed to parse JSON input");
        }
    }

    private static byte[] decode(String base64, String what) throws Refused {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "failed to base64-decode " + what);
        }
    }

    private Map<String, Object> encrypt(JsonNode body) throws Refused {
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        synchronized (versions) {
            int version = versions.size();
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, version, nonce, decode(body.path("plaintext").asString(), "plaintext"), body);
            byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return Map.of("ciphertext", "vault:v" + version + ":" + Base64.getEncoder().encodeToString(whole), "key_version", version);
        }
    }

    private Map<String, Object> decrypt(JsonNode body) throws Refused {
        String[] parts = body.path("ciphertext").asString().split(":", 3);
        if (parts.length != 3 || !parts[0].equals("vault") || !parts[1].matches("v[1-9][0-9]{0,6}")) {
            throw new Refused(400, "invalid ciphertext: no prefix");
        }
        int version = Integer.parseInt(parts[1].substring(1));
        byte[] whole = decode(parts[2], "ciphertext");
        if (whole.length < 12) {
            throw new Refused(400, "invalid ciphertext length");
        }
        synchronized (versions) {
            if (version > versions.size()) {
                throw new Refused(400, "invalid ciphertext: version is too new");
            }
            if (version < minDecryptionVersion) {
                throw new Refused(400, "ciphertext or signature version is disallowed by policy (too old)");
            }
            byte[] plain = cipher(Cipher.DECRYPT_MODE, version, Arrays.copyOf(whole, 12), Arrays.copyOfRange(whole, 12, whole.length), body);
            return Map.of("plaintext", Base64.getEncoder().encodeToString(plain));
        }
    }

    private byte[] cipher(int mode, int version, byte[] nonce, byte[] input, JsonNode body) throws Refused {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(versions.get(version - 1), "AES"), new GCMParameterSpec(128, nonce));
            byte[] associated = decode(body.path("associated_data").asString(), "associated_data");
            if (!ignoresAssociatedData) {
                cipher.updateAAD(associated);
            }
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new Refused(statusOfMismatch, "cipher: message authentication failed");
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
