package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.PersonId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long an unwrapped key is remembered, and by whom it is forgotten. */
class PostgresPersonKeysIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtomicInteger unwrapped = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final PersonId ada = new PersonId(UUID.randomUUID());
    private final PersonId ben = new PersonId(UUID.randomUUID());
    private Runnable whenUnwrapping = () -> {};
    private DataSource database;
    private MasterKey masterKey;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        database = TestDatabase.create();
        FileMasterKey file = FileMasterKey.openOrCreate(folder.resolve("master.key"), RANDOM);
        masterKey = new MasterKey() {
            @Override
            public String id() {
                return file.id();
            }

            @Override
            public WrappedKey wrap(byte[] key, String context) {
                return file.wrap(key, context);
            }

            @Override
            public byte[] unwrap(String masterKeyId, byte[] wrapped, String context) {
                unwrapped.incrementAndGet();
                whenUnwrapping.run();
                return file.unwrap(masterKeyId, wrapped, context);
            }
        };
    }

    private PostgresPersonKeys instance() {
        return new PostgresPersonKeys(database, masterKey, RANDOM, nanos::get);
    }

    @Test
    void aBusyPersonsKeyIsUnwrappedOnceAMinute() {
        PersonKeys keys = instance();
        keys.keyFor(ada);
        for (int i = 0; i < 10; i++) {
            keys.keyFor(ada);
            assertThat(keys.find(List.of(ada, ada))).containsOnlyKeys(ada);
        }
        assertThat(unwrapped).hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        keys.keyFor(ada);
        assertThat(unwrapped).hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        keys.keyFor(ada);
        assertThat(unwrapped).hasValue(2);
    }

    @Test
    void onlyWhatIsNotRememberedIsAskedFor() {
        PersonKeys keys = instance();
        keys.keyFor(ada);
        instance().keyFor(ben);
        int before = unwrapped.get();
        assertThat(keys.find(List.of(ada, ben, new PersonId(UUID.randomUUID())))).containsOnlyKeys(ada, ben);
        assertThat(unwrapped).hasValue(before + 1);
    }

    @Test
    void whoDestroysAKeyForgetsItAtOnceAndOthersWithinAMinute() {
        PersonKeys here = instance();
        PersonKeys elsewhere = instance();
        here.keyFor(ada);
        elsewhere.keyFor(ada);

        here.destroy(ada);
        assertThat(here.find(List.of(ada))).isEmpty();
        assertThatThrownBy(() -> here.keyFor(ada)).isInstanceOf(ErasedPersonException.class);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(elsewhere.find(List.of(ada))).isEmpty();
        assertThatThrownBy(() -> elsewhere.keyFor(ada)).isInstanceOf(ErasedPersonException.class);
    }

    @Test
    void aKeyThatIsDestroyedWhileItIsUnwrappedIsNotRemembered() {
        PersonKeys keys = instance();
        instance().keyFor(ada);
        whenUnwrapping = () -> keys.destroy(ada);
        keys.find(List.of(ada));
        whenUnwrapping = () -> {};
        assertThat(keys.find(List.of(ada))).isEmpty();
    }

    @Test
    void noMoreThanTenThousandAreRemembered() {
        TestDatabase.run(database, "INSERT INTO person_key (person, key_id, master_key, wrapped) SELECT gen_random_uuid(), gen_random_uuid(), 'x', ''"
                + " FROM generate_series(1, 10500)");
        MasterKey opensAll = new MasterKey() {
            @Override
            public String id() {
                return "x";
            }

            @Override
            public WrappedKey wrap(byte[] key, String context) {
                return new WrappedKey("x", key);
            }

            @Override
            public byte[] unwrap(String masterKeyId, byte[] wrapped, String context) {
                unwrapped.incrementAndGet();
                return new byte[32];
            }
        };
        PostgresPersonKeys many = new PostgresPersonKeys(database, opensAll, RANDOM, nanos::get);
        List<PersonId> persons = persons();
        assertThat(many.find(persons)).hasSize(10_500);
        many.find(persons);
        assertThat(unwrapped.get()).isBetween(10_500 + 500, 2 * 10_500);
    }

    private List<PersonId> persons() {
        List<PersonId> persons = new ArrayList<>();
        try (var connection = database.getConnection(); var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT person FROM person_key")) {
            while (rows.next()) {
                persons.add(new PersonId(rows.getObject(1, UUID.class)));
            }
            return persons;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
