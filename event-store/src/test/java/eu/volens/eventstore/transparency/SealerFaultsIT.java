package eu.volens.eventstore.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import eu.volens.eventstore.TestDatabase;
import eu.volens.eventstore.transparency.SealingFaults.Death;
import eu.volens.eventstore.transparency.SealingFaults.Effect;
import eu.volens.eventstore.transparency.SealingFaults.Outcome;
import eu.volens.eventstore.transparency.SealingFaults.Step;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import eu.volens.merkle.sign.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each outside write of a checkpoint fails in both ways, and the process dies around each: there is one history, and it is whole. */
class SealerFaultsIT {

    private static final DataSource DATABASE = TestDatabase.create();

    @TempDir
    private Path folder;

    private SealingFaults faults;
    private SigningKey key;

    @BeforeEach
    void begin() throws Exception {
        Events.forget(DATABASE);
        key = LogKeyFile.openOrCreate(folder.resolve("log.key"), "volens.example/ledger", new SecureRandom());
        faults = new SealingFaults();
    }

    private Sealer sealer() {
        return new Sealer(faults.database(DATABASE), key, faults.file(folder.resolve("last-signed")), Sealer.PAUSE_MAX);
    }

    /** Until there is nothing to sign. @return the checkpoints it took */
    private static List<Checkpoint> sealAll(Sealer sealer) throws Exception {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Optional<Sealer.Sealed> sealed = sealer.seal(); sealed.isPresent(); sealed = sealer.seal()) {
            checkpoints.add(Checkpoint.parse(sealed.get().checkpoint().text()));
        }
        return checkpoints;
    }

    private void theHistoryIsOneAndWhole() throws Exception {
        theHistoryIsOneAndWhole(WholeLog.read(DATABASE));
    }

    private void theHistoryIsOneAndWhole(WholeLog whole) throws Exception {
        List<VerifierKey> keys = List.of(key.verifierKey());
        assertThat(whole.findings()).isEmpty();
        assertThat(whole.checkpoint().verify(keys)).hasSize(1);
        assertThat(new LastSigned(folder.resolve("last-signed")).read().map(SignedNote::parse)).contains(whole.checkpoint());
        // Whatever was signed for a size, even what nobody came to see, has the root of the events that are there.
        for (SignedNote note : faults.signed) {
            Checkpoint signed = Checkpoint.parse(note.text());
            assertThat(signed.root()).as("signed over " + signed.size()).isEqualTo(whole.root(signed.size()));
        }
    }

    static Stream<Arguments> everyFault() {
        return Stream.of(Step.values()).flatMap(step -> Stream.of(Effect.values()).flatMap(effect -> Stream.of(Outcome.values())
                .map(outcome -> Arguments.of(step, effect, outcome, (step.ordinal() + outcome.ordinal()) % 2 * 7))));
    }

    @ParameterizedTest(name = "{0} {1} {2}, {3} more events")
    @MethodSource("everyFault")
    void afterAFaultTheSameHistoryGoesOn(Step step, Effect effect, Outcome outcome, int later) throws Exception {
        Events.append(DATABASE, 300);
        sealAll(sealer());
        Events.append(DATABASE, 270);
        Sealer struck = sealer();
        faults.next(step, effect, outcome);
        Throwable said = catchThrowable(struck::seal);
        assertThat(faults.isOver()).isTrue();
        assertThat(said).isNotNull().isNotInstanceOf(LogRefusedException.class);
        assertThat(said instanceof Death).isEqualTo(outcome == Outcome.DIES);
        faults.restart();
        // Nothing half-made was committed as the connection went back, not even after an error that nobody planned for.
        boolean committed = step == Step.COMMIT && effect == Effect.PERSISTED;
        assertThat(Checkpoint.parse(WholeLog.read(DATABASE).checkpoint().text()).size()).isEqualTo(committed ? 570 : 300);

        Events.append(DATABASE, later);
        Sealer next = outcome == Outcome.DIES ? sealer() : struck;
        sealAll(next);
        theHistoryIsOneAndWhole();
        Events.append(DATABASE, 5);
        assertThat(sealAll(next)).extracting(Checkpoint::size).containsExactly(575L + later);
        theHistoryIsOneAndWhole();
    }

    @Test
    void aFaultUponAFaultIsNoOther() throws Exception {
        Events.append(DATABASE, 300);
        for (Step step : Step.values()) {
            Events.append(DATABASE, 3);
            for (Effect effect : Effect.values()) {
                faults.next(step, effect, Outcome.DIES);
                catchThrowable(() -> sealer().seal());
                faults.restart();
            }
        }
        sealAll(sealer());
        theHistoryIsOneAndWhole();
    }

    @Test
    void aBacklogIsSealedInPiecesOfBoundedSize() throws Exception {
        DataSource database = TestDatabase.create();
        Events.append(database, 200_000);
        assertThat(sealAll(new Sealer(database, key, faults.file(folder.resolve("last-signed")), Sealer.PAUSE_MAX))).extracting(Checkpoint::size)
                .containsExactly(20_000L, 40_000L, 60_000L, 80_000L, 100_000L, 120_000L, 140_000L, 160_000L, 180_000L, 200_000L);
        theHistoryIsOneAndWhole(WholeLog.read(database));
        // A checkpoint's tiles are held until they are stored, in one transaction: those of 20,000 leaves and an unfinished one per level.
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
                "SELECT max(tiles), count(*) FROM (SELECT count(*) AS tiles FROM log_tile GROUP BY xmin) AS checkpoints")) {
            row.next();
            assertThat(row.getInt(1)).isBetween(20_000 / 256, 20_000 / 256 + 1 + 3);
            assertThat(row.getInt(2)).isEqualTo(10);
        }
    }

    @Test
    void stepsOfTheClockChangeNoOrder() throws Exception {
        Sealer sealer = sealer();
        for (String step : List.of("1 hour", "-1 hour", "-1 hour", "1 hour")) {
            Events.append(DATABASE, 20);
            TestDatabase.run(DATABASE, "UPDATE event_log SET recorded_at = recorded_at + interval '" + step + "' WHERE position > "
                    + "(SELECT size FROM log_tree)");
            assertThat(sealAll(sealer)).hasSize(1);
        }
        theHistoryIsOneAndWhole();
    }
}
