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
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
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

/** The whole log in one file. */
class ExportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The latest checkpoint once it covers something recorded just now. */
    private static SignedNote checkpoint() throws InterruptedException {
        assertThat(LEDGER.post("/api/consents", decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"")).status()).isEqualTo(201);
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
        new LogExport(LEDGER.bean(TransparencyLog.class), checkpoint).writeTo(zip);
        return zip.toByteArray();
    }

    private static byte[] downloaded() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(URI.create(LEDGER.address() + "/log/export"))
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
    void oneThatBrokeOffIsNoZip(@TempDir Path temporary) throws Exception {
        byte[] export = written(checkpoint());
        Path file = temporary.resolve("export.zip");
        try (OutputStream full = Files.newOutputStream(file)) {
            assertThatThrownBy(() -> new LogExport(LEDGER.bean(TransparencyLog.class), checkpoint()).writeTo(new OutputStream() {
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
        TreeTiles tree = new TreeTiles(Checkpoint.parse(filled().text()).size());
        TilePath last = tree.path(0, tree.tiles(0) - 1);
        level(last.index(), 0, 63);
        try {
            assertThatThrownBy(ExportIT::downloaded).isInstanceOf(IOException.class);
        } finally {
            level(last.index(), 63, 0);
        }
        assertThat(files(downloaded())).containsKey(last.path());
    }

    /** A checkpoint of more than one full tile, so that more than the server holds back is sent before the last one is read. */
    private static SignedNote filled() throws InterruptedException {
        String decision = decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"");
        while (LEDGER.bean(EventLog.class).head() <= TilePath.WIDTH_MAX) {
            String another = decision.replaceAll("\"idempotencyKey\": \"[^\"]*", "\"idempotencyKey\": \"" + UUID.randomUUID());
            assertThat(LEDGER.post("/api/consents", another).status()).isEqualTo(201);
        }
        return checkpoint();
    }

    private static void level(long index, int from, int to) throws SQLException {
        try (Connection connection = LEDGER.dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE log_tile SET level = ? WHERE level = ? AND index = ?")) {
            update.setInt(1, to);
            update.setInt(2, from);
            update.setLong(3, index);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void itIsForAuditorsOnly() {
        assertThat(LEDGER.get("/log/export").problem()).isEqualTo("no-token");
        assertThat(LEDGER.get("/log/export", "Authorization", "Bearer " + TOKEN).status()).isEqualTo(401);
    }
}
