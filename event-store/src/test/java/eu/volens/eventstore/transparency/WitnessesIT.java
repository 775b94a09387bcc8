package eu.volens.eventstore.transparency;

import static eu.volens.eventstore.transparency.Events.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import eu.volens.eventstore.TestDatabase;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import eu.volens.merkle.sign.SigningKey;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Witnesses as the specification wants them, and worse ones. */
class WitnessesIT {

    /** Often, so that no test waits long; patient, so that a busy machine fails none. */
    private static final WitnessLimits OFTEN = new WitnessLimits(20, 50, 5_000);
    /** For witnesses that never answer. */
    private static final WitnessLimits IMPATIENT = new WitnessLimits(20, 50, 800);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private static final DataSource DATABASE = TestDatabase.create();

    private final Events.Told events = new Events.Told();
    private TransparencyLog log;
    private TestWitness good;
    private TestWitness other;

    @BeforeEach
    void begin() throws Exception {
        Events.forget(DATABASE);
        SigningKey key = LogKeyFile.openOrCreate(folder.resolve("log.key"), "volens.example/ledger", new SecureRandom());
        log = TransparencyLog.start(DATABASE, events, key, folder.resolve("last-signed"));
        good = new TestWitness("witness.example/good", 1, log.verifierKey());
        other = new TestWitness("witness.example/other", 2, log.verifierKey());
    }

    @AfterEach
    void end() {
        log.close();
        good.close();
        other.close();
    }

    private Witnesses witnesses(TestWitness... asked) {
        return witnesses(OFTEN, asked);
    }

    private Witnesses witnesses(WitnessLimits limits, TestWitness... asked) {
        return witnesses(limits, Clock.systemUTC(), asked);
    }

    private Witnesses witnesses(WitnessLimits limits, Clock clock, TestWitness... asked) {
        return Witnesses.start(log, DATABASE, Stream.of(asked).map(TestWitness::asConfigured).toList(), clock, limits);
    }

    private void appendAndSeal(int count) throws Exception {
        long size = newest() + count;
        Events.append(DATABASE, count);
        events.hasGrown();
        await(() -> newest() == size);
    }

    private long newest() {
        return log.checkpoint().map(WitnessesIT::size).orElse(0L);
    }

    private static long size(SignedNote note) {
        return Checkpoint.parse(note.text()).size();
    }

    private boolean isCosigned(long size, TestWitness... by) {
        SignedNote note = log.witnessedCheckpoint().orElseThrow();
        List<VerifierKey> keys = Stream.concat(Stream.of(log.verifierKey()), Stream.of(by).map(TestWitness::key)).toList();
        return size(note) == size && note.verify(keys).size() == keys.size();
    }

    @Test
    void everyCheckpointShownContinuesTheOneBeforeAlsoAfterARestart() throws Exception {
        appendAndSeal(5);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(5, good));
            appendAndSeal(700);
            await(() -> isCosigned(705, good));
            assertThat(shown.failures()).isEmpty();
        }
        appendAndSeal(3);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(708, good));
            assertThat(shown.failures()).isEmpty();
        }
        // Each time it was told the size that it had signed.
        assertThat(good.answers).containsOnlyKeys(200);
    }

    @Test
    void proofsCarryTheCosignatures() throws Exception {
        appendAndSeal(5);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(5, good));
        }
        appendAndSeal(1);
        assertThat(log.proof(5).orElseThrow().checkpoint().verify(List.of(good.key()))).hasSize(1);
        assertThat(size(log.proof(6).orElseThrow().checkpoint())).isEqualTo(6);
    }

    @Test
    void aWitnessThatKnowsAnotherSizeIsGivenTheProofFromThere() throws Exception {
        appendAndSeal(5);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(5, good));
        }
        TestDatabase.run(DATABASE, "DELETE FROM log_cosignature");
        appendAndSeal(4);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(9, good));
        }
        assertThat(good.answers).containsEntry(409, 1).doesNotContainKey(422);
        good.forget();
        appendAndSeal(4);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(13, good));
        }
        assertThat(good.answers).containsEntry(409, 2).doesNotContainKey(422);
    }

    @Test
    void whatWasSignedButNotStoredIsAskedForAgain() throws Exception {
        appendAndSeal(5);
        TestDatabase.run(DATABASE, "ALTER TABLE log_cosignature ADD CONSTRAINT full_up CHECK (false)");
        try (Witnesses shown = witnesses(good)) {
            await(() -> shown.failures().getOrDefault(good.key().name(), "").equals("A cosignature cannot be stored"));
            assertThat(good.size()).isEqualTo(5);
            assertThat(log.witnessedCheckpoint().orElseThrow().signatures()).hasSize(1);
            TestDatabase.run(DATABASE, "ALTER TABLE log_cosignature DROP CONSTRAINT full_up");
            await(() -> isCosigned(5, good) && shown.failures().isEmpty());
        } finally {
            TestDatabase.run(DATABASE, "ALTER TABLE log_cosignature DROP CONSTRAINT IF EXISTS full_up");
        }
        // We knew nothing of its first signature; it told us the size, and signed the same tree again.
        assertThat(good.answers).containsOnlyKeys(200, 409);
        assertThat(good.answers.get(200)).isGreaterThan(1);
    }

    @Test
    void twoWitnessesSignTheSameCheckpoint() throws Exception {
        appendAndSeal(5);
        try (Witnesses shown = witnesses(good, other)) {
            await(() -> isCosigned(5, good, other));
            for (int i = 0; i < 10; i++) {
                appendAndSeal(3);
            }
            await(() -> isCosigned(35, good, other));
            assertThat(shown.failures()).isEmpty();
        }
    }

    @Test
    void underLoadTheShownCheckpointIsTheNewestCosigned() throws Exception {
        appendAndSeal(5);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(5, good));
        }
        appendAndSeal(2);
        assertThat(isCosigned(5, good)).isTrue();
        assertThat(newest()).isEqualTo(7);
        // Also when the clock was set back by an hour meanwhile.
        for (String later : List.of("11 seconds", "-1 hour")) {
            TestDatabase.run(DATABASE, "UPDATE log_cosignature SET taken_at = clock_timestamp() - interval '" + later + "'");
            assertThat(size(log.witnessedCheckpoint().orElseThrow())).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void whileOurClockIsAnHourOffNothingIsKeptAndSealingGoesOn(long hours) throws Exception {
        appendAndSeal(5);
        try (Witnesses shown = witnesses(OFTEN, Clock.offset(Clock.systemUTC(), Duration.ofHours(hours)), good)) {
            await(() -> shown.failures().getOrDefault(good.key().name(), "").contains("its clock or ours is wrong"));
            appendAndSeal(2);
            assertThat(log.witnessedCheckpoint().orElseThrow().signatures()).hasSize(1);
        }
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(7, good) && shown.failures().isEmpty());
        }
    }

    @Test
    void aChangedCosignatureRowIsNotShown() throws Exception {
        appendAndSeal(5);
        try (Witnesses shown = witnesses(good)) {
            await(() -> isCosigned(5, good));
        }
        appendAndSeal(2);
        TestDatabase.run(DATABASE, "UPDATE log_cosignature SET checkpoint = set_byte(checkpoint, 2, get_byte(checkpoint, 2) # 1)");
        assertThat(size(log.witnessedCheckpoint().orElseThrow())).isEqualTo(7);
        assertThat(size(log.proof(1).orElseThrow().checkpoint())).isEqualTo(7);
    }

    @Test
    void aWitnessThatSawMoreThanTheLogHasIsAnAlarm() throws Exception {
        appendAndSeal(5);
        other.behave(exchange -> TestWitness.answer(exchange, 409, "text/x.tlog.size", "1000\n"));
        try (Witnesses shown = witnesses(other)) {
            await(() -> shown.failures().containsKey(other.key().name()));
            assertThat(shown.failures().get(other.key().name())).isEqualTo("it has signed 1000 events, more than the log's 5");
        }
        assertThat(log.failure()).isNull();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                worse("garbage", "not good", exchange -> TestWitness.answer(exchange, 200, "text/plain", "no signature at all\n")),
                worse("nothing", "without a signature", exchange -> TestWitness.answer(exchange, 200, "text/plain", "")),
                worse("endless body", "exceeds", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream body = exchange.getResponseBody()) {
                        while (true) {
                            body.write(new byte[8192]);
                        }
                    }
                }),
                worse("a body that drips", "within 800 ms", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    hang();
                }),
                worse("hang", "within 800 ms", exchange -> hang()),
                worse("redirect", "302", exchange -> {
                    exchange.getResponseHeaders().set("Location", "http://localhost:1/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                }),
                worse("size of another type", "409 without a size", exchange -> TestWitness.answer(exchange, 409, "text/html", "1\n")),
                worse("size that is none", "409 without a size", exchange -> TestWitness.answer(exchange, 409, "text/x.tlog.size", "-1\n")),
                worse("changing its mind", "it said 1, then 1", exchange -> TestWitness.answer(exchange, 409, "text/x.tlog.size", "1\n")),
                worse("distrust", "403", exchange -> TestWitness.answer(exchange, 403, "text/plain", "")),
                worse("stranger", "404", exchange -> TestWitness.answer(exchange, 404, "text/plain", "")),
                worse("disbelief", "422", exchange -> TestWitness.answer(exchange, 422, "text/plain", "")),
                worse("out of order", "500", exchange -> TestWitness.answer(exchange, 500, "text/plain", "")));
    }

    private static Arguments worse(String name, String said, HttpHandler behaviour) {
        return Arguments.of(name, said, behaviour);
    }

    private static void hang() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aHostileWitnessHindersNobodyAndIsHeardWhenItBehaves(String name, String said, HttpHandler behaviour) throws Exception {
        other.behave(behaviour);
        appendAndSeal(5);
        try (Witnesses shown = witnesses(said.contains("within") ? IMPATIENT : OFTEN, good, other)) {
            await(() -> isCosigned(5, good));
            appendAndSeal(2);
            await(() -> isCosigned(7, good));
            await(() -> shown.failures().keySet().equals(Set.of(other.key().name())));
            assertThat(shown.failures().get(other.key().name())).contains(said);
            assertThat(log.failure()).isNull();
            other.behaveWell();
            await(() -> isCosigned(7, good, other) && shown.failures().isEmpty());
        }
    }

    @Test
    void aSignatureOfAnotherTimeOrAnotherKeyIsNotKept() throws Exception {
        appendAndSeal(5);
        other.behave(exchange -> other.cosignAt(exchange, Instant.now().minusSeconds(3600)));
        try (Witnesses shown = witnesses(other)) {
            await(() -> shown.failures().getOrDefault(other.key().name(), "").contains("its clock or ours is wrong"));
        }
        TestWitness impostor = new TestWitness(other.key().name(), 3, log.verifierKey());
        try (impostor; Witnesses shown = Witnesses.start(log, DATABASE,
                List.of(new Witness(impostor.asConfigured().prefix(), other.key())), Clock.systemUTC(), OFTEN)) {
            await(() -> shown.failures().getOrDefault(other.key().name(), "").contains("without a signature of the key that was set"));
        }
        assertThat(log.witnessedCheckpoint().orElseThrow().signatures()).hasSize(1);
    }

    @Test
    void aWitnessIsAnAddressAndACosigningKey() {
        String vkey = good.key().vkey();
        assertThat(Witness.parse("https://witness.example/submit/", vkey).addCheckpoint()).hasToString("https://witness.example/submit/add-checkpoint");
        assertThatThrownBy(() -> Witness.parse("ftp://witness.example", vkey)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Witness.parse("not an address", vkey)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Witness.parse("https://witness.example", log.verifierKey().vkey())).isInstanceOf(MalformedException.class)
                .hasMessageContaining("cosignature/v1");
    }
}
