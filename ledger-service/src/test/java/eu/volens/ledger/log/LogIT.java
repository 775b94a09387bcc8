package eu.volens.ledger.log;

import static eu.volens.ledger.RunningLedger.AUDITOR_TOKEN;
import static eu.volens.ledger.RunningLedger.TOKEN;
import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.VerifierKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an outsider who trusts nobody gets to see. */
class LogIT {

    private static final String AUDITOR = "Bearer " + AUDITOR_TOKEN;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Checkpoint checkpoint() {
        Answer answer = LEDGER.get("/log/checkpoint");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        SignedNote note = SignedNote.parse(answer.text().getBytes(StandardCharsets.UTF_8));
        assertThat(note.verify(List.of(VerifierKey.parse(LEDGER.get("/log/key").text().strip())))).hasSize(1);
        return Checkpoint.parse(note.text());
    }

    /** Records something and waits until it is under a checkpoint. @return its position */
    private static long recorded() throws InterruptedException {
        assertThat(LEDGER.postAsBackend("/api/consents", decision("\"functional\"", "\"preferences\",\"analytics\",\"marketing\"")).status()).isEqualTo(201);
        long position = LEDGER.bean(EventLog.class).head();
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (checkpoint().size() < position) {
            assertThat(System.nanoTime()).isLessThan(giveUpAt);
            Thread.sleep(20);
        }
        return position;
    }

    @Test
    void aConsentIsProvenUnderASignedCheckpoint() throws Exception {
        long position = recorded();

        TlogProof proof = TlogProof.parse(LEDGER.get("/log/proof/" + position).text().getBytes(StandardCharsets.UTF_8));
        Answer entry = LEDGER.get("/log/entry/" + position, "Authorization", AUDITOR);

        assertThat(entry.json().get("type").asString()).isEqualTo("consent.given/2");
        assertThat(entry.header("Cache-Control")).isEqualTo("no-store");
        Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
        assertThat(checkpoint.origin()).isEqualTo("belgian-mobile-id/ledger");
        assertThat(new InclusionProof(proof.index(), checkpoint.size(), proof.path())
                .holds(new TreeHasher().leaf(entry.text().getBytes(StandardCharsets.UTF_8)), checkpoint.root())).isTrue();
    }

    @Test
    void tilesArePublicAndCachedForGoodAndBundlesAreForAuditors() throws Exception {
        recorded();
        Answer tile = LEDGER.get("/log/tile/0/000.p/1");
        assertThat(tile.status()).as(tile.text()).isEqualTo(200);
        assertThat(tile.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(tile.header("Cache-Control")).contains("max-age=31536000", "public", "immutable");

        Answer bundle = LEDGER.get("/log/tile/entries/000.p/1", "Authorization", AUDITOR);
        assertThat(bundle.header("Cache-Control")).contains("private", "immutable");
        List<byte[]> entries = EntryBundle.decode(bytes("/log/tile/entries/000.p/1"), 1);
        assertThat(new String(entries.getFirst(), StandardCharsets.UTF_8)).contains("\"position\":1,");
    }

    private static byte[] bytes(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(LEDGER.address() + path)).header("Authorization", AUDITOR).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log/tile/entries/000.p/1", "/log/entry/1"})
    void entriesAreForAuditorsOnly(String path) throws Exception {
        recorded();
        assertThat(LEDGER.get(path).problem()).isEqualTo("no-token");
        assertThat(LEDGER.get(path, "Authorization", "Bearer " + TOKEN).status()).isEqualTo(401);
        assertThat(LEDGER.get(path, "Authorization", AUDITOR).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log/tile/0/x999/999", "/log/tile/0/1", "/log/tile/0/000.p/0", "/log/tile/0/000.p/256", "/log/tile/-1/000",
            "/log/tile/00/000", "/log/tile/0/000/", "/log/tile/%65ntries/000.p/1", "/log/tile;a=b/entries/000.p/1", "/log/proof/0",
            "/log/proof/-1", "/log/proof/9223372036854775807", "/log/nothing"})
    void whatIsNotThereIsNotFound(String path) {
        Answer answer = LEDGER.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log/proof/one", "/log/proof/99999999999999999999"})
    void aPositionIsANumber(String path) {
        assertThat(LEDGER.get(path).problem()).isEqualTo("invalid-request");
    }
}
