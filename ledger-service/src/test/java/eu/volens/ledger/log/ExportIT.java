package eu.volens.ledger.log;

import static eu.volens.ledger.RunningLedger.AUDITOR_TOKEN;
import static eu.volens.ledger.RunningLedger.TOKEN;
import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeTiles;
import eu.volens.merkle.VerifierKey;
import eu.volens.merkle.append.TiledLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log, or a part of it, in one file. */
class ExportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The latest checkpoint once it covers something recorded just now. */
    private static SignedNote checkpoint() throws InterruptedException {
        assertThat(LEDGER.postAsBackend("/api/consents", decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"")).status()).isEqualTo(201);
        long position = LEDGER.bean(EventLog.class).head();
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            SignedNote note = LEDGER.bean(TransparencyLog.class).checkpoint().orElseThrow();
            if (Checkpoint.parse(note.text()).size() >= position) {
                return note;
            }
            assertThat(System.nanoTime()).isLessThan(giveUpAt);
            Thread.sleep(20);
        }
    }

    private static byte[] written(SignedNote checkpoint) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        export(checkpoint).writeTo(zip);
        return zip.toByteArray();
    }

    private static LogExport export(SignedNote checkpoint) {
        return new LogExport(LEDGER.bean(TransparencyLog.class), checkpoint, ExportFacts.whole(Checkpoint.parse(checkpoint.text()).size()));
    }

    private static byte[] downloaded() throws IOException, InterruptedException {
        return downloaded("");
    }

    private static byte[] downloaded(String query) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(URI.create(LEDGER.address() + "/log/export" + query))
                    .header("Authorization", "Bearer " + AUDITOR_TOKEN).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            return answer.body();
        }
    }

    private static Map<String, byte[]> files(byte[] export) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(export))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(files.put(entry.getName(), zip.readAllBytes())).as(entry.getName()).isNull();
            }
        }
        return files;
    }

    @Test
    void everyEntryAndTileIsInItAndMakesTheSignedRoot() throws Exception {
        checkpoint();
        Map<String, byte[]> files = files(downloaded());

        SignedNote note = SignedNote.parse(files.remove("checkpoint"));
        assertThat(note.verify(List.of(VerifierKey.parse(new String(files.remove("keys"), StandardCharsets.UTF_8).strip())))).hasSize(1);
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        assertThat(ExportFacts.parse(files.remove(ExportFacts.FILE))).isEqualTo(ExportFacts.whole(checkpoint.size()));
        for (long position : ExportFacts.whole(checkpoint.size()).proven()) {
            TlogProof proof = TlogProof.parse(files.remove(ExportFacts.proofPath(position)));
            assertThat(proof.checkpoint().encode()).isEqualTo(note.encode());
            assertThat(new InclusionProof(position - 1, checkpoint.size(), proof.path())
                    .holds(new TreeHasher().leaf(proof.extra().orElseThrow()), checkpoint.root())).isTrue();
        }
        TreeTiles tree = new TreeTiles(checkpoint.size());
        Map<String, byte[]> recomputed = new HashMap<>();
        TiledLog log = new TiledLog((tile, hashes) -> recomputed.put(tile.path(), hashes));
        for (long index = 0; index < tree.tiles(0); index++) {
            byte[] bundle = files.remove(TilePath.entries(index, tree.width(0, index)).path());
            EntryBundle.decode(bundle, tree.width(0, index)).forEach(entry -> log.append(new TreeHasher().leaf(entry)));
        }
        log.flush();
        assertThat(log.head()).isEqualTo(checkpoint.head());
        assertThat(files).containsExactlyInAnyOrderEntriesOf(recomputed);
    }

    @Test
    void theSameCheckpointMakesTheSameBytesWhateverWasRecordedSince() throws Exception {
        SignedNote checkpoint = checkpoint();
        byte[] export = written(checkpoint);
        checkpoint();
        assertThat(written(checkpoint)).isEqualTo(export);
    }

    @Test
    void aPartIsThePartAskedForInBundlesWithWhatTheRootIsMadeOf() throws Exception {
        filled();
        Map<String, byte[]> files = files(downloaded("?from=2&to=3"));
        ExportFacts facts = ExportFacts.parse(files.get(ExportFacts.FILE));
        assertThat(facts.from()).isEqualTo(2);
        assertThat(facts.to()).isEqualTo(3);
        TreeTiles tree = new TreeTiles(facts.size());
        assertThat(files.keySet()).contains("proofs/2.tlog-proof", "proofs/3.tlog-proof", "tile/0/000", "tile/entries/000", tree.path(1, 0).path())
                .doesNotContain(TilePath.entries(1, tree.width(0, 1)).path());
    }

    /** The seconds at both ends of a recording, and the day around it. */
    @Test
    void timesAreThoseOfRecordingAndBothEndsAreIncluded() throws Exception {
        checkpoint();
        Instant first = LEDGER.bean(EventLog.class).read(0, 1).getFirst().recordedAt();
        assertThat(range("?to=" + first).from()).isEqualTo(1);
        assertThat(range("?to=" + first).to()).isPositive();
        assertThat(range("?from=" + first).from()).isEqualTo(1);
        assertThat(range("?from=" + first.atOffset(ZoneOffset.ofHours(-5))).from()).isEqualTo(1);
        assertThat(range("?from=" + first.plusNanos(1_000)).from()).isGreaterThan(range("?to=" + first).to());
        assertThat(range("?from=" + first.toString().substring(0, 10)).from()).isEqualTo(1);
        assertThat(range("?from=2000-01-01&to=2999-12-31").isWhole()).isTrue();
    }

    private static ExportFacts range(String query) throws Exception {
        return ExportFacts.parse(files(downloaded(query)).get(ExportFacts.FILE));
    }

    @ParameterizedTest
    @CsvSource({"from=yesterday,400,as a position", "to=,400,as a position", "from=-1,400,as a position", "from=1&from=2,400,as a position",
        "from=2026-13-01,400,as a position", "from=2026-11-01T12:00,400,with its zone", "to=99999999999999999999,400,as a position",
        "to=%2B999999999-12-31,400,as a position", "from=0,400,count from 1", "to=0,400,count from 1", "from=3&to=2,400,lies behind",
        "to=999999999999999999,404,nothing beyond", "from=999999999999999999,404,nothing beyond", "from=2999-01-01,404,nothing beyond",
        "to=2000-01-01,404,Nothing was recorded", "from=2001-01-01&to=2000-01-01,404,Nothing was recorded"})
    void whatHoldsNothingIsAProblem(String query, int status, String because) throws Exception {
        checkpoint();
        var answer = LEDGER.get("/log/export?" + query, "Authorization", "Bearer " + AUDITOR_TOKEN);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(status == 400 ? "invalid-request" : "not-found");
        assertThat(answer.json().get("detail").asString()).contains(because);
    }

    @Test
    void oneThatBrokeOffIsNoZip(@TempDir Path temporary) throws Exception {
        byte[] export = written(checkpoint());
        Path file = temporary.resolve("export.zip");
        try (OutputStream full = Files.newOutputStream(file)) {
            assertThatThrownBy(() -> export(checkpoint()).writeTo(new OutputStream() {
                private int left = export.length / 2;

                @Override
                public void write(int one) throws IOException {
                    if (left-- <= 0) {
                        throw new IOException("the reader has gone");
                    }
                    full.write(one);
                }
            })).hasMessage("the reader has gone");
        }
        assertThatThrownBy(() -> new ZipFile(file.toFile()).close()).isInstanceOf(ZipException.class);
    }

    /** What fails in the middle must not end like an answer that is complete: a reader who counts on HTTP alone has to notice. */
    @Test
    void theConnectionIsCutWhenTheDatabaseFailsInTheMiddle() throws Exception {
        filled();
        long second = TilePath.WIDTH_MAX + 1;
        move(second, -second);
        try {
            assertThatThrownBy(ExportIT::downloaded).isInstanceOf(IOException.class);
        } finally {
            move(-second, second);
        }
        assertThat(files(downloaded())).containsKey(TilePath.entries(0, TilePath.WIDTH_MAX).path());
    }

    /** A checkpoint of more than one full tile and bundle: more than the server holds back is sent before the second bundle is read. */
    private static SignedNote filled() throws InterruptedException {
        String decision = decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"");
        while (LEDGER.bean(EventLog.class).head() <= TilePath.WIDTH_MAX) {
            String another = decision.replaceAll("\"idempotencyKey\": \"[^\"]*", "\"idempotencyKey\": \"" + UUID.randomUUID());
            assertThat(LEDGER.postAsBackend("/api/consents", another).status()).isEqualTo(201);
        }
        return checkpoint();
    }

    private static void move(long from, long to) throws SQLException {
        try (Connection connection = LEDGER.dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE event_log SET position = ? WHERE position = ?")) {
            update.setLong(1, to);
            update.setLong(2, from);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void itIsForAuditorsOnly() {
        assertThat(LEDGER.get("/log/export").problem()).isEqualTo("no-token");
        assertThat(LEDGER.get("/log/export", "Authorization", "Bearer " + TOKEN).status()).isEqualTo(401);
    }
}
