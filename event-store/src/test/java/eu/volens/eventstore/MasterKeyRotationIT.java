package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.MasterKeyRotation.Outcome;
import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new master key on a real database: beside commands, broken off and begun again, and what must not change. */
class MasterKeyRotationIT {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALL_EVENTS = "SELECT md5(coalesce(string_agg(event_log::text, E'\\n' ORDER BY position), '')) FROM event_log";

    private final PersonId ada = new PersonId(UUID.randomUUID());
    private final PersonId ben = new PersonId(UUID.randomUUID());
    private DataSource database;
    private Path file;
    private FileMasterKey older;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        database = TestDatabase.create();
        file = folder.resolve("master.key");
        older = FileMasterKey.openOrCreate(file, RANDOM);
    }

    private FileMasterKey withANewKeyFirst() throws Exception {
        FileMasterKey.putNewKeyFirst(file, RANDOM);
        return FileMasterKey.open(file, RANDOM);
    }

    private PostgresPersonKeys keys(MasterKey masterKey) {
        return new PostgresPersonKeys(database, masterKey, RANDOM);
    }

    private MasterKeyRotation rotation(MasterKey masterKey) {
        return new MasterKeyRotation(database, masterKey, List.of());
    }

    private PostgresEventStorageEngine log(MasterKey masterKey) {
        return PostgresEventStorageEngine.start(database, LoanEvent.TYPES, keys(masterKey), RANDOM, InstantSource.system());
    }

    private static void lend(PostgresEventStorageEngine log, String stream, PersonId reader, String name) {
        log.appendEvents(List.of(new GenericDomainEventMessage<>("loan", stream, 0, new LoanEvent.BookLent(reader, Personal.of(name),
                Personal.of(List.of()), List.of("Ulysses"), LocalDate.of(2026, 3, 30), Instant.parse("2026-03-02T09:59:00Z")))));
    }

    private static Personal<String> nameIn(PostgresEventStorageEngine log, String stream) {
        return ((LoanEvent.BookLent) log.stream(stream).getFirst().payload()).name();
    }

    private String ask(String sql) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keysUnder(MasterKey masterKey) {
        return ask("SELECT count(*) FROM person_key WHERE master_key = '" + masterKey.id() + "'");
    }

    private List<PersonId> persons(int count) {
        PersonKeys keys = keys(older);
        List<PersonId> persons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            persons.add(new PersonId(UUID.randomUUID()));
            keys.keyFor(persons.getLast());
        }
        return persons;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int looks = 0; looks < 3_000 && !condition.getAsBoolean(); looks++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** The current key of the file, with something that happens at each unwrapping. */
    private record Watched(MasterKey masterKey, Runnable beforeUnwrap) implements MasterKey {

        @Override
        public String id() {
            return masterKey.id();
        }

        @Override
        public WrappedKey wrap(byte[] key, String context) {
            return masterKey.wrap(key, context);
        }

        @Override
        public byte[] unwrap(String masterKeyId, byte[] wrapped, String context) {
            byte[] key = masterKey.unwrap(masterKeyId, wrapped, context);
            beforeUnwrap.run();
            return key;
        }
    }

    @Test
    void noByteOfAnEventChangesAndTheOldKeyIsNoLongerNeeded() throws Exception {
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        try (PostgresEventStorageEngine log = log(older)) {
            lend(log, first, ada, "Ada");
            lend(log, second, ben, "Ben");
        }
        String before = ask(ALL_EVENTS);

        FileMasterKey newer = withANewKeyFirst();
        assertThat(rotation(newer).run()).isEqualTo(new Outcome(2, 0));
        FileMasterKey.keepFirstKeyOnly(file);

        assertThat(ask(ALL_EVENTS)).isEqualTo(before);
        FileMasterKey alone = FileMasterKey.open(file, RANDOM);
        assertThat(alone.ids()).containsExactly(newer.id()).doesNotContain(older.id());
        try (PostgresEventStorageEngine log = log(alone)) {
            assertThat(nameIn(log, first)).isEqualTo(Personal.of("Ada"));
            assertThat(nameIn(log, second)).isEqualTo(Personal.of("Ben"));
        }
        assertThat(rotation(alone).run()).isEqualTo(new Outcome(0, 0));
    }

    @Test
    void aDestroyedKeyStaysDestroyed() throws Exception {
        PersonKeys keys = keys(older);
        keys.keyFor(ada);
        keys.destroy(ada);

        assertThat(rotation(withANewKeyFirst()).run()).isEqualTo(new Outcome(0, 0));
        assertThat(ask("SELECT wrapped IS NULL AND master_key IS NULL FROM person_key")).isEqualTo("t");
    }

    @Test
    void aKeyThatIsDestroyedBetweenReadingAndWritingStaysDestroyed() throws Exception {
        keys(older).keyFor(ada);
        FileMasterKey newer = withANewKeyFirst();
        MasterKey erasingMeanwhile = new Watched(newer, () -> keys(newer).destroy(ada));

        assertThat(rotation(erasingMeanwhile).run()).isEqualTo(new Outcome(0, 0));
        assertThat(ask("SELECT wrapped IS NULL AND master_key IS NULL FROM person_key")).isEqualTo("t");
    }

    @Test
    void aRowThatSomebodyHoldsIsPassedByAndTakenNextTime() throws Exception {
        keys(older).keyFor(ada);
        keys(older).keyFor(ben);
        FileMasterKey newer = withANewKeyFirst();
        try (Connection holder = database.getConnection(); Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT 1 FROM person_key WHERE person = '" + ada + "' FOR UPDATE");
            assertThat(rotation(newer).run()).isEqualTo(new Outcome(1, 1));
            holder.rollback();
        }
        assertThat(rotation(newer).run()).isEqualTo(new Outcome(1, 0));
    }

    @Test
    void aRunThatBreaksOffLeavesEverythingReadableAndTheNextGoesOn() throws Exception {
        List<PersonId> persons = persons(450);
        FileMasterKey newer = withANewKeyFirst();
        AtomicInteger unwrapped = new AtomicInteger();
        MasterKey breaking = new Watched(newer, () -> {
            if (unwrapped.incrementAndGet() == 300) {
                throw new MasterKeyUnavailableException("gone", null);
            }
        });

        assertThatThrownBy(() -> rotation(breaking).run()).isInstanceOf(MasterKeyUnavailableException.class);
        assertThat(keysUnder(newer)).isEqualTo("200");
        assertThat(keys(newer).find(persons)).hasSize(450);

        assertThat(rotation(newer).run()).isEqualTo(new Outcome(250, 0));
        assertThat(keys(newer).find(persons)).hasSize(450);
    }

    @Test
    void commandsGoOnWhileTwoRunsShareTheWork() throws Exception {
        persons(450);
        FileMasterKey newer = withANewKeyFirst();
        String stream = UUID.randomUUID().toString();
        AtomicBoolean over = new AtomicBoolean();
        try (PostgresEventStorageEngine log = log(newer); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> commands = threads.submit(() -> {
                int recorded = 0;
                for (; !over.get() || recorded == 0; recorded++) {
                    lend(log, UUID.randomUUID().toString(), new PersonId(UUID.randomUUID()), "Somebody");
                }
                return recorded;
            });
            Future<Outcome> one = threads.submit(() -> rotation(newer).run());
            Future<Outcome> other = threads.submit(() -> rotation(newer).run());
            assertThat(one.get().rewrapped() + other.get().rewrapped()).isLessThanOrEqualTo(450);
            over.set(true);
            assertThat(commands.get()).isPositive();
            rotation(newer).run();
            assertThat(rotation(newer).left()).isZero();
            lend(log, stream, ada, "Ada");
            assertThat(nameIn(log, stream)).isEqualTo(Personal.of("Ada"));
        }
        assertThat(ask("SELECT count(*) FROM person_key")).isEqualTo(keysUnder(newer));
    }

    @Test
    void aKeyUnderAMasterKeyThatIsNotHeldIsLeftAndKeepsNothingElseBack() throws Exception {
        keys(older).keyFor(ada);
        FileMasterKey stranger = FileMasterKey.openOrCreate(file.resolveSibling("stranger.key"), RANDOM);
        keys(stranger).keyFor(ben);

        FileMasterKey newer = withANewKeyFirst();
        assertThat(rotation(newer).run()).isEqualTo(new Outcome(1, 1));
        assertThat(keysUnder(stranger)).isEqualTo("1");
    }

    @Test
    void whatElseAServiceHasWrappedIsWrappedAnewToo() throws Exception {
        TestDatabase.run(database, "CREATE TABLE lookup_key (one_row boolean PRIMARY KEY, master_key text, wrapped bytea)");
        byte[] secret = RANDOM.generateSeed(32);
        WrappedKey wrapped = older.wrap(secret, "lookup");
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO lookup_key VALUES (true, ?, ?)")) {
            insert.setString(1, wrapped.masterKeyId());
            insert.setBytes(2, wrapped.bytes());
            insert.executeUpdate();
        }
        FileMasterKey newer = withANewKeyFirst();
        var lookup = new WrappedKeys("lookup_key", List.of("one_row"), _ -> "lookup");

        assertThat(new MasterKeyRotation(database, newer, List.of(lookup)).run()).isEqualTo(new Outcome(1, 0));
        try (Connection connection = database.getConnection(); Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT master_key, wrapped FROM lookup_key")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(newer.id());
            assertThat(newer.unwrap(newer.id(), row.getBytes(2), "lookup")).isEqualTo(secret);
        }
    }

    @Test
    void inTheBackgroundItBeginsAtOnceAndEndsByItself() throws Exception {
        persons(3);
        FileMasterKey newer = withANewKeyFirst();
        try (BackgroundRotation background = BackgroundRotation.start(rotation(newer))) {
            await(() -> keysUnder(newer).equals("3"));
            await(background::hasEnded);
        }
    }

    @Test
    void inTheBackgroundItCanBeEndedWhileItWaitsForAnAnswer() throws Exception {
        persons(1);
        AtomicInteger asked = new AtomicInteger();
        MasterKey silent = new Watched(withANewKeyFirst(), () -> {
            asked.incrementAndGet();
            throw new MasterKeyUnavailableException("gone", null);
        });
        BackgroundRotation background = BackgroundRotation.start(rotation(silent));
        await(() -> asked.get() == 1);
        background.close();
        assertThat(background.hasEnded()).isTrue();
        assertThat(Files.readString(file).lines()).hasSize(2);
    }
}
