package eu.volens.ledger.log;

import static eu.volens.ledger.RunningLedger.AUDITOR_TOKEN;
import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log as a client sees it that knows the specifications only. */
class TlogClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] AUDITOR = {"Authorization", "Bearer " + AUDITOR_TOKEN};

    private TlogClient client;

    @BeforeEach
    void begin() {
        client = new TlogClient(LEDGER.address() + "/log", LEDGER.get("/log/key").text().strip());
    }

    @AfterEach
    void end() {
        client.close();
    }

    /** Records as many decisions as are missing for a log of this size, and one. @return the checkpoint that covers them */
    private TlogClient.Head grown(long size) throws Exception {
        return recorded((int) Math.max(size - LEDGER.bean(EventLog.class).head(), 0) + 1);
    }

    /** Records so many decisions. @return the checkpoint that covers them */
    private TlogClient.Head recorded(int count) throws Exception {
        String one = decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"");
        for (int left = count; left > 0; left -= 100) {
            List<String> batch = new ArrayList<>();
            for (int i = 0; i < Math.min(left, 100); i++) {
                batch.add(one.replaceAll("\"idempotencyKey\": \"[^\"]*\"", "\"idempotencyKey\": \"" + UUID.randomUUID() + "\""));
            }
            assertThat(LEDGER.postAsBackend("/api/consents/batch", "{\"decisions\": [" + String.join(",", batch) + "]}").status()).isEqualTo(200);
        }
        long head = LEDGER.bean(EventLog.class).head();
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        TlogClient.Head checkpoint = client.checkpoint();
        while (checkpoint.size() < head) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(giveUpAt);
            Thread.sleep(20);
            checkpoint = client.checkpoint();
        }
        return checkpoint;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void theRootFollowsFromAllTiles() throws Exception {
        TlogClient.Head head = grown(300);
        List<byte[]> leaves = client.level(head.size(), 0);
        assertThat(leaves).hasSize((int) head.size());
        assertThat(TlogClient.mth(leaves)).isEqualTo(head.root());
        List<byte[]> above = client.level(head.size(), 1);
        assertThat(above).hasSize((int) head.size() / 256);
        for (int index = 0; index < above.size(); index++) {
            assertThat(above.get(index)).isEqualTo(TlogClient.mth(leaves.subList(256 * index, 256 * index + 256)));
        }
    }

    @Test
    void inclusionAndConsistencyFollowFromTilesAlone() throws Exception {
        TlogClient.Head old = grown(300);
        TlogClient.Head head = recorded(33);
        List<byte[]> leaves = client.level(head.size(), 0);
        for (long index : new long[] {0, 1, 255, 256, old.size() - 1, head.size() - 1}) {
            List<byte[]> path = client.inclusion(head.size(), index, 0, head.size());
            assertThat(TlogClient.rootByInclusion(leaves.get((int) index), index, head.size(), path)).as("leaf " + index).isEqualTo(head.root());
        }
        List<byte[]> proof = client.consistency(head.size(), old.size(), 0, head.size(), true);
        assertThat(TlogClient.rootsByConsistency(old.size(), old.root(), head.size(), proof)).containsExactly(old.root(), head.root());
        proof.set(0, new byte[32]);
        assertThat(TlogClient.rootsByConsistency(old.size(), old.root(), head.size(), proof)).doesNotContain(head.root());
    }

    @Test
    void tilesOfEarlierSizesStayAndAreKeptByCaches() throws Exception {
        grown(300);
        byte[] full = client.get("/tile/0/000").body();
        for (int width : new int[] {1, 7, 255}) {
            HttpResponse<byte[]> partial = client.get("/tile/0/000.p/" + width);
            assertThat(partial.body()).hasSize(32 * width).isEqualTo(Arrays.copyOf(full, 32 * width));
            assertThat(header(partial, "Cache-Control")).contains("immutable", "public", "max-age=31536000");
        }
        assertThat(header(client.get("/checkpoint"), "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void whatIsBeyondTheTreeIsNotFoundAndNoCacheRemembersThat() throws Exception {
        long size = recorded(1).size();
        for (String path : List.of(TlogClient.path("0", size / 256 + 1, 256), TlogClient.path("7", 0, 1), TlogClient.path("0", 1234067, 1))) {
            HttpResponse<byte[]> answer = client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(header(answer, "Cache-Control")).as(path).isEqualTo("no-store");
        }
    }

    @Test
    void bundlesHashToTheTilesAndAreCompressedForWhoWantsThat() throws Exception {
        TlogClient.Head head = grown(300);
        byte[] plain = client.get("/tile/entries/000", AUDITOR).body();
        HttpResponse<byte[]> compressed = client.get("/tile/entries/000", AUDITOR[0], AUDITOR[1], "Accept-Encoding", "gzip, identity");
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary")).contains("Accept-Encoding");
        assertThat(compressed.body().length).isLessThan(plain.length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes()).isEqualTo(plain);

        List<byte[]> leaves = client.level(head.size(), 0);
        DataInputStream bundle = new DataInputStream(new ByteArrayInputStream(plain));
        for (int index = 0; index < 256; index++) {
            assertThat(TlogClient.leaf(bundle.readNBytes(bundle.readUnsignedShort()))).as("entry " + index).isEqualTo(leaves.get(index));
        }
        assertThat(bundle.read()).isEqualTo(-1);
    }

    @Test
    void withoutCredentialsBundlesAskForThem() throws Exception {
        recorded(1);
        for (String[] headers : List.of(new String[0], new String[] {"Authorization", "Bearer of-somebody-else"})) {
            HttpResponse<byte[]> answer = client.get("/tile/entries/000.p/1", headers);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isEqualTo(Optional.of("Bearer"));
        }
    }
}
