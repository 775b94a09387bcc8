package eu.volens.eventstore.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.eventstore.TestDatabase;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasing on a real database: once, by many at once, beside appends, and again after an old database came back. */
class ErasureIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    record NoteWritten(PersonId person, Personal<String> text, int number) {}

    private static final EventTypes TYPES = PersonEvent.addTo(EventTypes.builder().type("note.written/1", NoteWritten.class)).build();

    /** All that leaves and proofs are made of, of the first two events. */
    private static final String COMMITTED = "SELECT string_agg(row(position, recorded_at, stream, sequence, type, open, person, commitment)"
            + "::text, ';' ORDER BY position) FROM event_log WHERE position <= 2";

    /** A table of a service, beside the log. */
    private static final PersonalRows NOTES = new PersonalRows() {
        @Override
        public String name() {
            return "note";
        }

        @Override
        public long purge(Connection connection, PersonId person) throws SQLException {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM note WHERE person = ?")) {
                delete.setObject(1, person.value());
                return delete.executeUpdate();
            }
        }
    };

    private final PersonId ada = new PersonId(UUID.randomUUID());
    private final PersonId ben = new PersonId(UUID.randomUUID());
    private final List<PostgresEventStorageEngine> engines = new ArrayList<>();
    private DataSource database;
    private FileDestroyedKeys list;
    private PersonKeys keys;
    private PostgresEventStorageEngine log;
    private Erasure erasure;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        database = TestDatabase.create();
        TestDatabase.run(database, "CREATE TABLE note (person uuid, sealed bytea)");
        list = new FileDestroyedKeys(folder.resolve("destroyed-keys"), "rights");
        keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), RANDOM), RANDOM);
        log = engine(database);
        erasure = erasure(log, list);
    }

    @AfterEach
    void stop() {
        engines.forEach(PostgresEventStorageEngine::close);
    }

    private PostgresEventStorageEngine engine(DataSource source) {
        PostgresEventStorageEngine engine = PostgresEventStorageEngine.start(source, TYPES, keys, RANDOM, InstantSource.system());
        engines.add(engine);
        return engine;
    }

    private Erasure erasure(PostgresEventStorageEngine engine, DestroyedKeys destroyed) {
        return Erasure.start(engine, keys, destroyed, List.of(NOTES), UUID::randomUUID, InstantSource.system());
    }

    private void write(UUID stream, long sequence, PersonId person, String text) {
        log.appendEvents(List.of(new GenericDomainEventMessage<>("note", stream.toString(), sequence,
                new NoteWritten(person, Personal.of(text), (int) sequence))));
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

    private String sealedOf(PersonId person) {
        return ask("SELECT count(sealed) FROM event_log WHERE person = '" + person + "'");
    }

    @Test
    void whatWasSealedIsGoneAndEverythingElseStays() {
        UUID stream = UUID.randomUUID();
        write(stream, 0, ada, "first");
        write(stream, 1, ben, "of another");
        TestDatabase.run(database, "INSERT INTO note VALUES ('" + ada + "', 'x'), ('" + ben + "', 'y')");
        String committed = ask(COMMITTED);

        Erasure.Certificate certificate = erasure.erase(ada, "V-2026-0001", "dpo");

        assertThat(certificate.position()).isEqualTo(3);
        assertThat(certificate.erased().purged())
                .containsExactly(new PersonEvent.Purged("event_log", 1), new PersonEvent.Purged("note", 1));
        assertThat(certificate.erased().replayed()).isFalse();
        assertThat(sealedOf(ada)).isEqualTo("0");
        assertThat(ask("SELECT wrapped IS NULL AND master_key IS NULL AND destroyed_at IS NOT NULL FROM person_key WHERE person = '"
                + ada + "'")).isEqualTo("t");
        assertThat(ask("SELECT string_agg(person::text, ',') FROM note")).isEqualTo(ben.toString());
        assertThat(ask(COMMITTED)).isEqualTo(committed);
        assertThat(log.stream(stream.toString()).stream().map(RecordedEvent::payload))
                .containsExactly(new NoteWritten(ada, Personal.erased(), 0), new NoteWritten(ben, Personal.of("of another"), 1));
        assertThat(list.all()).containsExactly(ada);
    }

    @Test
    void erasingAgainGivesTheFirstCertificate() {
        write(UUID.randomUUID(), 0, ada, "x");
        Erasure.Certificate first = erasure.erase(ada, "V-1", "dpo");
        assertThat(erasure.erase(ada, "V-2", "somebody else")).isEqualTo(first);
        assertThat(log.head()).isEqualTo(2);
        assertThat(erasure.of(ada)).isEqualTo(new PersonState.Erased(first.erased()));
    }

    @Test
    void aHoldBlocksAndTellsGroundAndReasonUntilLifted() {
        UUID hold = UUID.randomUUID();
        write(UUID.randomUUID(), 0, ada, "x");
        erasure.placeHold(ada, hold, HoldGround.LEGAL_CLAIMS, "case before the court", "dpo");
        erasure.placeHold(ada, hold, HoldGround.LEGAL_CLAIMS, "case before the court", "dpo");

        assertThatThrownBy(() -> erasure.erase(ada, "V-1", "dpo")).isInstanceOfSatisfying(PersonRefusedException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(PersonRefusedException.Reason.ON_HOLD);
            assertThat(refused.holds()).singleElement().satisfies(standing -> {
                assertThat(standing.ground()).isEqualTo(HoldGround.LEGAL_CLAIMS);
                assertThat(standing.reason()).isEqualTo(Personal.of("case before the court"));
            });
        });
        assertThat(sealedOf(ada)).isEqualTo("2");
        assertThat(list.all()).isEmpty();

        erasure.liftHold(ada, hold, "dpo");
        erasure.erase(ada, "V-1", "dpo");
        assertThat(sealedOf(ada)).isEqualTo("0");
        assertThatThrownBy(() -> erasure.placeHold(ada, UUID.randomUUID(), HoldGround.RESTRICTION, "late", "dpo"))
                .isInstanceOfSatisfying(PersonRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PersonRefusedException.Reason.ERASED));
    }

    @Test
    void ofManyErasersOnTwoInstancesOneErases() throws Exception {
        write(UUID.randomUUID(), 0, ada, "x");
        Erasure second = erasure(engine(database), list);
        List<Callable<Erasure.Certificate>> erasers = List.of(() -> erasure.erase(ada, null, "a"), () -> second.erase(ada, null, "b"),
                () -> erasure.erase(ada, null, "c"), () -> second.erase(ada, null, "d"));
        Set<Erasure.Certificate> certificates = new HashSet<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Erasure.Certificate> done : pool.invokeAll(erasers)) {
                certificates.add(done.get());
            }
        }
        assertThat(certificates).hasSize(1);
        assertThat(ask("SELECT count(*) FROM event_log WHERE type = 'person.erased/1'")).isEqualTo("1");
    }

    @Test
    void whatIsAppendedBesideAnErasureGoesOrIsRefused() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                if (i == 20) {
                    pool.submit(() -> erasure.erase(ada, null, "dpo"));
                }
                writers.add(pool.submit(() -> {
                    try {
                        write(UUID.randomUUID(), 0, ada, "beside");
                        return true;
                    } catch (ErasedPersonException refused) {
                        return false;
                    }
                }));
            }
            long stored = 0;
            for (Future<Boolean> writer : writers) {
                stored += writer.get() ? 1 : 0;
            }
            erasure.erase(ada, null, "dpo");
            assertThat(ask("SELECT count(*) FROM event_log WHERE person = '" + ada + "'")).isEqualTo(Long.toString(stored));
        }
        assertThat(sealedOf(ada)).isEqualTo("0");
    }

    @Test
    void aRestoredDatabaseIsErasedAgainBeforeItServes() {
        UUID stream = UUID.randomUUID();
        write(stream, 0, ada, "x");
        write(stream, 1, ben, "y");
        TestDatabase.run(database, "CREATE TABLE old_log AS TABLE event_log; CREATE TABLE old_key AS TABLE person_key; "
                + "CREATE TABLE old_head AS TABLE log_head");
        erasure.erase(ada, "V-1", "dpo");
        TestDatabase.run(database, """
                TRUNCATE event_log, person_key, log_head; INSERT INTO event_log TABLE old_log; INSERT INTO person_key TABLE old_key;
                INSERT INTO log_head TABLE old_head; INSERT INTO note VALUES ((SELECT person FROM event_log WHERE position = 1), 'x')""");
        assertThat(sealedOf(ada)).isEqualTo("1");

        Erasure after = erasure(engine(database), list);

        assertThat(sealedOf(ada)).isEqualTo("0");
        assertThat(sealedOf(ben)).isEqualTo("1");
        assertThat(ask("SELECT count(*) FROM note")).isEqualTo("0");
        assertThat(after.certificate(ada).orElseThrow().erased()).satisfies(certificate -> {
            assertThat(certificate.replayed()).isTrue();
            assertThat(certificate.by()).isEqualTo(Erasure.SYSTEM);
        });
        erasure(engine(database), list);
        assertThat(ask("SELECT position FROM log_head")).isEqualTo("3");
    }

    /** The list as it fails: before anything is kept, or after. */
    private DestroyedKeys failing(boolean kept) {
        return new DestroyedKeys() {
            @Override
            public void add(PersonId person, Instant at) {
                if (kept) {
                    list.add(person, at);
                }
                throw new DestroyedKeysException("no room");
            }

            @Override
            public Set<PersonId> all() {
                return list.all();
            }
        };
    }

    @Test
    void aListThatFailedAndKeptNothingLeavesThePersonAsTheyWere() {
        write(UUID.randomUUID(), 0, ada, "x");
        assertThatThrownBy(() -> erasure(log, failing(false)).erase(ada, null, "dpo")).isInstanceOf(DestroyedKeysException.class);
        assertThat(sealedOf(ada)).isEqualTo("1");
        assertThat(erasure(log, list).of(ada)).isEqualTo(PersonState.UNTOUCHED);
    }

    @Test
    void aListThatFailedButKeptTheLineIsCompletedAtTheNextStart() {
        write(UUID.randomUUID(), 0, ada, "x");
        assertThatThrownBy(() -> erasure(log, failing(true)).erase(ada, null, "dpo")).isInstanceOf(DestroyedKeysException.class);
        assertThat(sealedOf(ada)).isEqualTo("1");
        erasure(log, list);
        assertThat(sealedOf(ada)).isEqualTo("0");
    }

    @Test
    void aCommitThatFailedIsMadeGoodByTheNextTry() {
        for (boolean committed : List.of(false, true)) {
            PersonId person = new PersonId(UUID.randomUUID());
            write(UUID.randomUUID(), 0, person, "x");
            Erasure unlucky = erasure(engine(failingCommits(committed)), list);
            assertThatThrownBy(() -> unlucky.erase(person, null, "dpo")).isInstanceOf(LogUnavailableException.class);
            assertThat(sealedOf(person)).isEqualTo(committed ? "0" : "1");
            erasure.erase(person, null, "dpo");
            assertThat(sealedOf(person)).isEqualTo("0");
            assertThat(ask("SELECT count(*) FROM event_log WHERE stream = '" + person + "'")).isEqualTo("1");
        }
    }

    /** Connections that carry out a commit, or not, and then say that it failed; only for transactions that append a certificate. */
    private DataSource failingCommits(boolean committed) {
        return proxy(DataSource.class, database, (name, result) -> name.equals("getConnection")
                ? failing((Connection) result, committed) : result);
    }

    private interface After {
        Object call(String method, Object result) throws SQLException;
    }

    private static Connection failing(Connection connection, boolean committed) {
        return (Connection) Proxy.newProxyInstance(ErasureIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
            boolean fails = method.getName().equals("commit") && hasCertificate(connection);
            if (fails && !committed) {
                connection.rollback();
            }
            Object result = invoke(connection, method, arguments);
            if (fails) {
                throw new SQLException("the connection was lost");
            }
            return result;
        });
    }

    private static boolean hasCertificate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
                "SELECT xmin::text = (txid_current() % 4294967296)::text FROM event_log WHERE type = 'person.erased/1' "
                        + "ORDER BY position DESC LIMIT 1")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static <T> T proxy(Class<T> type, T real, After after) {
        return type.cast(Proxy.newProxyInstance(ErasureIT.class.getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> after.call(method.getName(), invoke(real, method, arguments))));
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
