package eu.volens.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import eu.volens.ledger.RunningLedger;
import eu.volens.merkle.AddCheckpoint;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.KeyType;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.sign.CheckpointSigner;
import eu.volens.merkle.sign.SigningKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/** The witnesses that an operator sets. */
class WitnessedLogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SigningKey WITNESS = SigningKey.of("witness.example/one", KeyType.COSIGNATURE_V1, new byte[SigningKey.SEED_BYTES]);

    private static final SigningKey STRANGER = SigningKey.of("witness.example/other", KeyType.COSIGNATURE_V1, new byte[SigningKey.SEED_BYTES]);

    @TempDir
    private Path folder;

    private static void await(Callable<Boolean> condition) throws Exception {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(giveUpAt);
            Thread.sleep(50);
        }
    }

    private static SignedNote note(RunningLedger ledger, String path) {
        return SignedNote.parse(ledger.get(path).text().getBytes(StandardCharsets.UTF_8));
    }

    /** What the verifier says, as an auditor runs it. @return its exit code */
    private int verified(Path checkpoint, String log, String witness) throws Exception {
        Process verifier = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "eu.volens.verifier.VerifierCommand", "checkpoint", checkpoint.toString(),
                "--key", log, "--key", witness, "--witnesses", "1").redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
        return verifier.waitFor();
    }

    @Test
    void aSilentWitnessDegradesHealthAndACosignatureIsShown() throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/add-checkpoint", exchange -> {
            try (exchange) {
                if (silent.get()) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                SignedNote asked = AddCheckpoint.parse(exchange.getRequestBody().readAllBytes()).checkpoint();
                byte[] line = (CheckpointSigner.cosign(Optional.empty(), Checkpoint.parse(asked.text()), List.of(), WITNESS, Instant.now()).line()
                        + "\n").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, line.length);
                exchange.getResponseBody().write(line);
            }
        });
        server.start();
        try (RunningLedger ledger = new RunningLedger(folder, Clock.systemUTC(),
                "volens.log.witnesses[0].url=http://localhost:" + server.getAddress().getPort(),
                "volens.log.witnesses[0].vkey=" + WITNESS.verifierKey().vkey())) {
            var policy = ledger.get("/api/sites/itsme-id/areas/business/banner").json().get("policyVersion").asString();
            assertThat(ledger.postAsBackend("/api/consents", """
                    {"site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "fr", "layer": "second", "method": "choose",
                     "given": ["functional"], "refused": ["preferences", "analytics", "marketing"],
                     "idempotencyKey": "6b1c2c0e-5d43-4b0c-9a55-1f8a0e6f3b11"}
                    """.formatted(policy)).status()).isEqualTo(201);
            var health = ledger.bean(HealthContributorRegistry.class).getContributor("log");
            await(() -> ((HealthIndicator) health).health().getStatus().getCode().equals("DEGRADED"));
            assertThat(ledger.get("/actuator/health").status()).isEqualTo(200);

            silent.set(false);
            await(() -> note(ledger, "/log/checkpoint").signatures().size() == 2);
            assertThat(note(ledger, "/log/checkpoint").verify(List.of(WITNESS.verifierKey()))).hasSize(1);
            assertThat(Checkpoint.parse(note(ledger, "/log/checkpoint/newest").text()).size()).isPositive();
            Path file = Files.write(folder.resolve("checkpoint"), note(ledger, "/log/checkpoint").encode());
            String log = ledger.get("/log/key").text().strip();
            assertThat(verified(file, log, WITNESS.verifierKey().vkey())).isZero();
            assertThat(verified(file, log, STRANGER.verifierKey().vkey())).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aWitnessThatCannotBeIsSaidAtTheStart() {
        assertThatThrownBy(() -> new RunningLedger(folder, Clock.systemUTC(), "volens.log.witnesses[0].url=ftp://witness.example",
                "volens.log.witnesses[0].vkey=" + WITNESS.verifierKey().vkey())).hasStackTraceContaining("volens.log.witnesses");
    }
}
