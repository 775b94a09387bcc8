package eu.volens.standalone.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.MasterKey;
import eu.volens.eventstore.MasterKeyRotation;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.standalone.VolensCommandLine;
import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.folder.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code volens keys rotate} on a data folder with a real database, whole and broken off after each step. */
class KeyRotationIT {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> MIGRATIONS = Map.of("ledger", "db/ledger", "rights", "db/rights");

    private static final PersonId ADA = new PersonId(UUID.randomUUID());
    private static final PersonId BEN = new PersonId(UUID.randomUUID());

    @TempDir
    static Path original;

    private static String before;
    private static byte[] keyOfAda;
    private static byte[] hmac;

    private final VolensCommandLine volens = new VolensCommandLine();
    private Path data;
    private Path file;

    /** What is done to the folder while nobody else uses it. */
    private interface Work {
        void on(EmbeddedDatabase database, FileMasterKey masterKey) throws Exception;
    }

    /** Made once, because a new database takes its time; each test has a copy. */
    @BeforeAll
    static void someoneIsKnownToBothServices() throws Exception {
        Path key;
        try (DataFolder folder = DataFolder.open(original)) {
            key = folder.key("master.key");
            before = FileMasterKey.openOrCreate(key, RANDOM).id();
        }
        open(original, key, (database, masterKey) -> {
            MIGRATIONS.forEach((schema, migrations) -> Flyway.configure().dataSource(database.in(schema)).defaultSchema(schema).createSchemas(true)
                    .locations("classpath:db/eventstore", "classpath:db/transport", "classpath:" + migrations).load().migrate());
            keyOfAda = keys(database.in("ledger"), masterKey).keyFor(ADA).getEncoded();
            keys(database.in("rights"), masterKey).keyFor(BEN);
            hmac = lookup(database, masterKey).hmac("address", "ada@example.eu");
        });
    }

    @BeforeEach
    void copy(@TempDir Path temporary) throws IOException {
        data = temporary.resolve("data");
        file = data.resolve("keys").resolve("master.key");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path from : files.toList()) {
                Files.copy(from, data.resolve(original.relativize(from).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void open(Work work) throws Exception {
        open(data, file, work);
    }

    private static void open(Path data, Path key, Work work) throws Exception {
        try (DataFolder folder = DataFolder.open(data); EmbeddedDatabase database = EmbeddedDatabase.start(folder, RANDOM)) {
            work.on(database, FileMasterKey.open(key, RANDOM));
        }
    }

    private static PostgresPersonKeys keys(DataSource schema, MasterKey masterKey) {
        return new PostgresPersonKeys(schema, masterKey, RANDOM);
    }

    private static LookupKey lookup(EmbeddedDatabase database, MasterKey masterKey) {
        return LookupKey.openOrCreate(JdbcClient.create(database.in("rights")), masterKey, () -> new byte[32]);
    }

    private void everythingIsReadable() throws Exception {
        open((database, masterKey) -> {
            assertThat(keys(database.in("ledger"), masterKey).keyFor(ADA).getEncoded()).isEqualTo(keyOfAda);
            assertThat(keys(database.in("rights"), masterKey).find(List.of(BEN))).containsKey(BEN);
            assertThat(lookup(database, masterKey).hmac("address", "ada@example.eu")).isEqualTo(hmac);
        });
    }

    private void rotationCompletes() throws Exception {
        assertThat(volens.run("keys", "rotate", "--data", data.toString())).as(volens.err()).isZero();
        FileMasterKey after = FileMasterKey.open(file, RANDOM);
        assertThat(after.ids()).hasSize(1).doesNotContain(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        everythingIsReadable();
    }

    @Test
    void everythingIsUnderANewKeyAndTheOldOneIsGone() throws Exception {
        rotationCompletes();
        String first = FileMasterKey.open(file, RANDOM).id();
        assertThat(volens.out()).contains("The master key is " + first + " now; 3 keys were wrapped anew.").contains("Backups from before");
    }

    @Test
    void brokenOffWhenTheNewKeyWasPutFirst() throws Exception {
        FileMasterKey.putNewKeyFirst(file, RANDOM);
        String first = FileMasterKey.open(file, RANDOM).id();
        everythingIsReadable();

        rotationCompletes();
        assertThat(FileMasterKey.open(file, RANDOM).ids()).containsExactly(first);
        assertThat(volens.out()).contains("the change that was begun is completed");
    }

    @Test
    void brokenOffBetweenTheLedgerAndTheRightsService() throws Exception {
        FileMasterKey.putNewKeyFirst(file, RANDOM);
        open((database, masterKey) -> assertThat(new MasterKeyRotation(database.in("ledger"), masterKey, List.of()).run().rewrapped()).isEqualTo(1));
        everythingIsReadable();

        rotationCompletes();
    }

    @Test
    void brokenOffBeforeTheOldKeyWasRemoved() throws Exception {
        FileMasterKey.putNewKeyFirst(file, RANDOM);
        open((database, masterKey) -> {
            new MasterKeyRotation(database.in("ledger"), masterKey, List.of()).run();
            new MasterKeyRotation(database.in("rights"), masterKey, List.of(LookupKey.wrappedKeys())).run();
        });
        everythingIsReadable();

        rotationCompletes();
    }

    @Test
    void brokenOffWhileTheFileWasWritten() throws Exception {
        Files.writeString(file.resolveSibling(".master-key4711"), "volens-master-key/1 hal");
        everythingIsReadable();

        rotationCompletes();
    }

    @Test
    void oldKeysStayWhileSomethingNeedsAKeyThatIsNotThere() throws Exception {
        FileMasterKey lost = FileMasterKey.openOrCreate(file.resolveSibling("lost.key"), RANDOM);
        open((database, _) -> keys(database.in("ledger"), lost).keyFor(new PersonId(UUID.randomUUID())));

        assertThat(volens.run("keys", "rotate", "--data", data.toString())).isEqualTo(1);
        assertThat(volens.err()).contains("1 keys could not be wrapped anew").contains("add its line").hasLineCount(1);
        assertThat(FileMasterKey.open(file, RANDOM).ids()).hasSize(2).endsWith(before);
        everythingIsReadable();

        Files.writeString(file, Files.readString(file) + Files.readString(file.resolveSibling("lost.key")));
        rotationCompletes();
    }

    @Test
    void aFolderThatVolensRunsOnIsRefusedAndNothingChanges() throws Exception {
        try (DataFolder held = DataFolder.open(data)) {
            assertThat(volens.run("keys", "rotate", "--data", held.root().toString())).isEqualTo(1);
        }
        assertThat(volens.err()).startsWith("volens: the data folder").contains("is in use by another Volens").hasLineCount(1);
        assertThat(FileMasterKey.open(file, RANDOM).ids()).containsExactly(before);
    }

    @Test
    void aFolderThatIsNoneIsRefusedAndNotMade() {
        assertThat(volens.run("keys", "rotate", "--data", data.resolve("elsewhere").toString())).isEqualTo(1);
        assertThat(volens.err()).contains("there is no data of Volens in").hasLineCount(1);
        assertThat(data.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aMissingKeyFileIsNotReplacedByANewOne() throws Exception {
        Files.delete(file);
        assertThat(volens.run("keys", "rotate", "--data", data.toString())).isEqualTo(1);
        assertThat(volens.err()).contains("there is no master key").contains("restore it from its copy").hasLineCount(1);
        assertThat(file).doesNotExist();
    }
}
