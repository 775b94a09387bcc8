package eu.volens.benchmarks.ledger;

import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.load.Decisions;
import eu.volens.benchmarks.load.Load;
import eu.volens.benchmarks.measure.WrongAnswerException;
import eu.volens.benchmarks.process.ChildJvm;
import eu.volens.benchmarks.system.Home;
import eu.volens.benchmarks.system.Machine;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running ledger seen from outside: where it answers, what it should answer, and what rests in its database. */
public final class MeasuredLedger implements AutoCloseable {

    private static final long SEALED_SECONDS_MAX = 300;

    private final BenchDatabase server;
    private final String database;
    private final ChildJvm process;
    private final HttpClient http;
    private final InetSocketAddress address;
    private final JsonNode shown;
    private final String key;
    private final VerifierKey logKey;
    private final int projectionsPort;
    /** Events: the policies that the ledger publishes at its first start, and what was acknowledged since. */
    private long expected;

    private MeasuredLedger(BenchDatabase server, String database, ChildJvm process, String key) throws IOException, SQLException {
        this.server = server;
        this.key = key;
        this.database = database;
        this.process = process;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        this.address = new InetSocketAddress("127.0.0.1", Integer.parseInt(process.order("port")));
        String projections = process.order("projections-port");
        this.projectionsPort = projections.equals("none") ? 0 : Integer.parseInt(projections);
        this.shown = JsonMapper.builder().build().readTree(get("/api/sites/itsme-id/areas/business/banner?lang=fr"));
        try {
            this.logKey = VerifierKey.parse(new String(get("/log/key"), StandardCharsets.UTF_8).strip());
        } catch (MalformedException e) {
            throw new WrongAnswerException("the log's key cannot be read: " + e.getMessage());
        }
        this.expected = head();
    }

    /**
     * Starts a ledger on an empty database.
     *
     * @param name       of the database and the process
     * @param projecting whether the projections run in the same process
     */
    public static MeasuredLedger start(BenchDatabase server, String name, Path folder, boolean projecting) throws IOException, SQLException {
        String url = server.create(name);
        Path keys = Files.createDirectories(folder.resolve(name + "-keys"));
        String key = ApiKey.generate(Machine.random()::nextBytes);
        Files.writeString(keys.resolve("api-keys"), ApiKey.of("load", Set.of(Scope.CONSENTS_WRITE), key).line() + "\n");
        return new MeasuredLedger(server, name, ChildJvm.start(name, LedgerMain.class, folder,
                List.of(url, keys.toString(), Home.controllers().toString(), Home.controller(), Boolean.toString(projecting))), key);
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Decisions that it should record. */
    public Decisions decisions() {
        return new Decisions(address, shown.get("policyVersion").asString(), shown.get("snapshot").toString(), key);
    }

    /** What the projections answer to this path and query. */
    public byte[] askProjections(String path) throws IOException {
        return demandOk(path, send(projectionsPort, path));
    }

    /** What the server's heap takes, in words. */
    public String heap() throws IOException {
        return process.order("heap");
    }

    /** The position of the newest event. */
    public long head() throws SQLException {
        try (Connection connection = connect()) {
            return BenchDatabase.number(connection, "SELECT position FROM log_head");
        }
    }

    /** To its schema. */
    public Connection connect() throws SQLException {
        Connection connection = server.connect(database);
        connection.setSchema("ledger");
        return connection;
    }

    /** Counts what was acknowledged, and compares it with what is stored: no more, no less, each once. */
    public void check(Load load) throws IOException, SQLException {
        expected += load.decisions();
        try (Connection connection = connect()) {
            WrongAnswerException.demandEqual("events stored", expected, BenchDatabase.number(connection, "SELECT count(*) FROM event_log"));
            WrongAnswerException.demandEqual("the head of the log", expected, head());
        }
        if (!load.acknowledged().isEmpty()) {
            UUID last = load.acknowledged().getLast().records().getLast();
            byte[] record = get("/api/consents/" + last);
            if (!new String(record, StandardCharsets.UTF_8).contains("\"record\":\"" + last + "\"")) {
                throw new WrongAnswerException("record " + last + " was acknowledged and reads back otherwise");
            }
        }
    }

    /** Waits until the newest checkpoint covers all that is stored, so that its work is not paid for by whoever is measured next. */
    public void settle() throws IOException, SQLException, InterruptedException {
        long patience = System.nanoTime() + SEALED_SECONDS_MAX * 1_000_000_000L;
        long head = head();
        while (head > 0 && signedSize() < head) {
            if (System.nanoTime() > patience) {
                throw new WrongAnswerException("no checkpoint covers " + head + " events after " + SEALED_SECONDS_MAX + " s");
            }
            Thread.sleep(20);
        }
    }

    /** Of the newest checkpoint, its signature checked; 0 before the first. */
    public long signedSize() throws IOException {
        HttpResponse<byte[]> answer = send(address.getPort(), "/log/checkpoint/newest");
        if (answer.statusCode() == 503) {
            return 0;
        }
        return signedSize(demandOk("/log/checkpoint/newest", answer));
    }

    public long signedSize(byte[] checkpoint) {
        try {
            SignedNote note = SignedNote.parse(checkpoint);
            note.verify(List.of(logKey));
            return Checkpoint.parse(note.text()).size();
        } catch (MalformedException | NoteRejectedException e) {
            throw new WrongAnswerException("a checkpoint that does not hold: " + e.getMessage());
        }
    }

    public byte[] get(String path) throws IOException {
        return demandOk(path, send(address.getPort(), path));
    }

    private static byte[] demandOk(String path, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new WrongAnswerException(path + " was answered " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<byte[]> send(int port, String path) throws IOException {
        try {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
        http.close();
    }
}
