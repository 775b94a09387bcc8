package eu.volens.eventstore.transparency;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import eu.volens.merkle.AddCheckpoint;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ConsistencyProof;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.NoteSignature;
import eu.volens.merkle.VerifierKey;
import eu.volens.merkle.sign.CheckpointSigner;
import eu.volens.merkle.sign.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A witness as C2SP tlog-witness demands it, over real HTTP, for one log. What it does may be replaced by something worse. */
final class TestWitness implements AutoCloseable {

    private static final int REQUEST_BYTES_MAX = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SigningKey key;
    private final VerifierKey log;
    final AtomicInteger requests = new AtomicInteger();
    final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private volatile HttpHandler behaviour;
    private volatile Optional<Checkpoint> last = Optional.empty();

    TestWitness(String name, int seed, VerifierKey log) throws IOException {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        this.key = SigningKey.of(name, KeyType.COSIGNATURE_V1, bytes);
        this.log = log;
        this.behaviour = this::addCheckpoint;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/submit/add-checkpoint", exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                behaviour.handle(exchange);
            } finally {
                answers.merge(exchange.getResponseCode(), 1, Integer::sum);
            }
        });
        server.start();
    }

    Witness asConfigured() {
        return new Witness(URI.create("http://localhost:" + server.getAddress().getPort() + "/submit"), key.verifierKey());
    }

    VerifierKey key() {
        return key.verifierKey();
    }

    void behave(HttpHandler worse) {
        behaviour = worse;
    }

    void behaveWell() {
        behaviour = this::addCheckpoint;
    }

    long size() {
        return last.map(Checkpoint::size).orElse(0L);
    }

    void forget() {
        last = Optional.empty();
    }

    /** Signs as if it were another time. */
    void cosignAt(HttpExchange exchange, Instant at) throws IOException {
        AddCheckpoint request = AddCheckpoint.parse(exchange.getRequestBody().readNBytes(REQUEST_BYTES_MAX));
        NoteSignature line = CheckpointSigner.cosign(Optional.empty(), Checkpoint.parse(request.checkpoint().text()), List.of(), key, at);
        answer(exchange, 200, "text/plain", line.line() + "\n");
    }

    private synchronized void addCheckpoint(HttpExchange exchange) throws IOException {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(exchange.getRequestBody().readNBytes(REQUEST_BYTES_MAX));
        } catch (MalformedException e) {
            answer(exchange, 400, "text/plain", e.getMessage());
            return;
        }
        Checkpoint next = Checkpoint.parse(request.checkpoint().text());
        if (!next.origin().equals(log.name())) {
            answer(exchange, 404, "text/plain", "");
        } else if (!isSigned(request)) {
            answer(exchange, 403, "text/plain", "");
        } else if (request.oldSize() > next.size()) {
            answer(exchange, 400, "text/plain", "");
        } else if (request.oldSize() != size()) {
            answer(exchange, 409, "text/x.tlog.size", size() + "\n");
        } else if (size() == next.size() && !last.map(Checkpoint::root).equals(Optional.of(next.root()))) {
            answer(exchange, 409, "text/plain", "");
        } else if (size() > 0 && size() < next.size() && !continues(request, next) || size() == next.size() && !request.path().isEmpty()) {
            answer(exchange, 422, "text/plain", "");
        } else {
            NoteSignature line = CheckpointSigner.cosign(last, next, request.path(), key, Instant.now());
            last = Optional.of(next);
            answer(exchange, 200, "text/plain", line.line() + "\n");
        }
    }

    private boolean isSigned(AddCheckpoint request) {
        try {
            request.checkpoint().verify(List.of(log));
            return true;
        } catch (NoteRejectedException e) {
            return false;
        }
    }

    private boolean continues(AddCheckpoint request, Checkpoint next) {
        return new ConsistencyProof(request.oldSize(), next.size(), request.path()).holds(last.orElseThrow().root(), next.root());
    }

    static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
