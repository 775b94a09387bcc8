package eu.volens.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.erasure.Erasure;
import eu.volens.eventstore.erasure.FileDestroyedKeys;
import eu.volens.eventstore.erasure.PersonEvent;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.standalone.VolensLine;
import eu.volens.standalone.database.DatabaseAccess;
import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The file and the loading of it, with real schemas and no services. One server, a database for each case that changes one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupIT {

    private static final Map<String, String> SCRIPTS = Map.of(
            "ledger", "classpath:db/eventstore,classpath:db/transport,classpath:db/ledger",
            "rights", "classpath:db/eventstore,classpath:db/transport,classpath:db/rights",
            "projections", "classpath:db/transport,classpath:db/projections");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path temporary;

    private final List<String> said = new ArrayList<>();
    private DataFolder folder;
    private EmbeddedDatabase server;
    private DatabaseAccess source;
    private Path backup;

    @BeforeAll
    void start() throws Exception {
        folder = DataFolder.open(temporary.resolve("server"));
        server = EmbeddedDatabase.start(folder, new Random(1));
        source = database("source");
        migrate(source);
        try (Connection connection = source.connect(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO ledger.event_log SELECT n, 'epoch', gen_random_uuid(), 0, 'consent.given/1', E'{"odd":"\\t\\n\\\\ \\\\N é 😀"}',
                        gen_random_uuid(), sha256('c'), decode('00ff5c0a0d09', 'hex') FROM generate_series(1, 300) n""");
            statement.execute("UPDATE ledger.log_head SET position = 300");
            statement.execute("INSERT INTO rights.console_account VALUES ('dpo', 'ann', 'hash', 'DPO', 0, true, NULL, now(), now())");
            statement.execute("SELECT setval('rights.case_number', 41)");
        }
        backup = temporary.resolve("backup.zip");
        write(source, backup);
    }

    @AfterAll
    void end() {
        server.close();
        folder.close();
    }

    private DatabaseAccess database(String name) throws SQLException {
        String url = server.jdbcUrl().replaceFirst("/[^/]*$", "/");
        try (Connection root = DriverManager.getConnection(url + "postgres", "postgres", server.password());
                Statement statement = root.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " OWNER " + EmbeddedDatabase.USER);
        }
        return new DatabaseAccess(url + name, EmbeddedDatabase.USER, server.password());
    }

    private static void migrate(DatabaseAccess database) {
        SCRIPTS.forEach((schema, scripts) -> Flyway.configure().dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations(scripts.split(",")).schemas(schema).defaultSchema(schema).load().migrate());
    }

    private Contents write(DatabaseAccess database, Path file) throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            return new BackupWriter(Clock.systemUTC(), said::add).write(connection, file);
        }
    }

    private void restore(DatabaseAccess database, boolean replace) throws SQLException, IOException {
        restore(backup, database, replace);
    }

    private void restore(Path from, DatabaseAccess database, boolean replace) throws SQLException, IOException {
        try (BackupFile file = BackupFile.open(from)) {
            new ClusterRestore(database, Clock.systemUTC(), said::add).restore(file, file.verified(), replace, null);
        }
    }

    /** Every table's rows as text, in one sum each. */
    static Map<String, String> sums(DatabaseAccess database) throws SQLException {
        Map<String, String> sums = new TreeMap<>();
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            for (String schema : SCRIPTS.keySet()) {
                for (String table : new Catalogue(connection).tables(schema).keySet()) {
                    sums.put(schema + "." + table, ask(statement, "SELECT count(*) || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "
                            + schema + "." + table + " t"));
                }
            }
        }
        return sums;
    }

    private static String ask(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void whatWasWrittenComesBackRowByRowSequencesContinueAndFlywayFindsNothingToDo() throws Exception {
        DatabaseAccess second = database("second");
        restore(second, false);

        assertThat(sums(second)).isEqualTo(sums(source)).hasSizeGreaterThan(20);
        try (Connection connection = second.connect(); Statement statement = connection.createStatement()) {
            assertThat(ask(statement, "SELECT nextval('rights.case_number')")).isEqualTo("42");
        }
        SCRIPTS.forEach((schema, scripts) -> assertThat(Flyway.configure().dataSource(second.jdbcUrl(), second.user(), second.password())
                .locations(scripts.split(",")).schemas(schema).defaultSchema(schema).load().migrate().migrationsExecuted).isZero());
    }

    /** As docs/OPERATING.md says how to partition. */
    @Test
    void aPartitionedLogComesBackAsTheOneTableThatItWas() throws Exception {
        DatabaseAccess partitioned = database("partitioned");
        restore(partitioned, false);
        try (Connection connection = partitioned.connect(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    SET search_path = ledger;
                    ALTER TABLE event_log RENAME TO event_log_1;
                    CREATE TABLE event_log (LIKE event_log_1 INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (position);
                    ALTER TABLE event_log ATTACH PARTITION event_log_1 FOR VALUES FROM (1) TO (301);
                    CREATE TABLE event_log_2 PARTITION OF event_log FOR VALUES FROM (301) TO (400);
                    INSERT INTO event_log SELECT 301, 'epoch', gen_random_uuid(), 0, 'consent.given/1', '{}';
                    UPDATE log_head SET position = 301""");
        }
        Path file = temporary.resolve("partitioned.zip");
        write(partitioned, file);
        DatabaseAccess whole = database("whole");
        restore(file, whole, false);

        assertThat(sums(whole)).isEqualTo(sums(partitioned)).containsKey("ledger.event_log");
        assertThat(ask(whole, "SELECT count(*) FROM ledger.event_log")).isEqualTo("301");
    }

    @Test
    void aBackupIsOneMomentWhileOthersWrite() throws Exception {
        DatabaseAccess busy = database("busy");
        migrate(busy);
        AtomicLong committed = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> append(busy, committed, enough));
        Contents contents;
        try (Connection connection = busy.connect()) {
            // Before each next table, somebody has written again.
            contents = new BackupWriter(Clock.systemUTC(), _ -> awaitMore(committed, writer)).write(connection, temporary.resolve("busy.zip"));
        } finally {
            enough.set(true);
        }
        writer.join();

        Contents.Schema ledger = contents.schemas().stream().filter(schema -> schema.name().equals("ledger")).findFirst().orElseThrow();
        long events = ledger.tables().stream().filter(table -> table.name().equals("event_log")).findFirst().orElseThrow().rows();
        assertThat(ledger.log()).isNotNull();
        assertThat(ledger.log().position()).isEqualTo(events).isLessThan(committed.get());
    }

    private static void append(DatabaseAccess database, AtomicLong committed, AtomicBoolean enough) {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!enough.get()) {
                statement.execute("UPDATE ledger.log_head SET position = position + 1");
                statement.execute("INSERT INTO ledger.event_log SELECT position, 'epoch', gen_random_uuid(), 0, 't/1', '{}' FROM ledger.log_head");
                connection.commit();
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitMore(AtomicLong committed, CompletableFuture<Void> writer) {
        long before = committed.get();
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (committed.get() <= before + 1) {
            assertThat(System.nanoTime() < giveUpAt && !writer.isDone()).isTrue();
            Thread.onSpinWait();
        }
    }

    @Test
    void noBackupReplacesAFileAndAFailureLeavesNone() throws Exception {
        assertThatThrownBy(() -> write(source, backup)).isInstanceOf(Refusal.class).hasMessageContaining("a backup replaces none");
        Path file = temporary.resolve("never.zip");
        try (Connection connection = source.connect()) {
            BackupWriter writer = new BackupWriter(Clock.systemUTC(), _ -> endConnections());
            assertThatThrownBy(() -> writer.write(connection, file)).isInstanceOf(SQLException.class);
        }
        assertThat(file).doesNotExist();
        assertThat(temporary.resolve("never.zip.part")).doesNotExist();
        DatabaseAccess empty = database("nothing");
        assertThatThrownBy(() -> write(empty, file)).isInstanceOf(Refusal.class).hasMessageContaining("holds nothing of Volens");
        assertThat(temporary.resolve("never.zip.part")).doesNotExist();
        Path others = Files.createFile(temporary.resolve("never.zip.part"));
        assertThatThrownBy(() -> write(source, file)).isInstanceOf(Refusal.class).hasMessageContaining("another backup writes");
        assertThat(others).exists();
    }

    private void endConnections() {
        try (Connection root = DriverManager.getConnection(server.jdbcUrl().replaceFirst("/[^/]*$", "/postgres"), "postgres", server.password());
                Statement statement = root.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'source'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDatabaseThatIsNotEmptyIsOnlyPutAsideWhenAllIsLoadedAndAfterACrashTheNextAttemptCompletes() throws Exception {
        DatabaseAccess full = database("occupied");
        migrate(full);
        Map<String, String> before = sums(full);
        assertThatThrownBy(() -> restore(full, false)).isInstanceOf(Refusal.class).hasMessageContaining("--replace");
        try (BackupFile file = BackupFile.open(backup)) {
            Contents contents = file.verified();
            assertThatThrownBy(() -> new Loading(full, BackupIT::crashAtTheConsole).load(file, contents, "aside", false)).isInstanceOf(Crash.class);
        }
        assertThat(sums(full)).isEqualTo(before);
        restore(full, true);
        assertThat(sums(full)).isEqualTo(sums(source));
        assertThat(said).anyMatch(line -> line.matches("What was there is in the schema ledger_before_\\d{8}t\\d{6}z; drop it .*"));
    }

    @Test
    void aDatabaseInUseIsRefused() throws Exception {
        DatabaseAccess used = database("used");
        try (Connection service = used.connect()) {
            assertThat(service.isValid(1)).isTrue();
            assertThatThrownBy(() -> restore(used, false)).isInstanceOf(Refusal.class).hasMessageContaining("stop the services first");
        }
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Most tables are loaded by then. */
    static void crashAtTheConsole(String line) {
        if (line.contains("rights.console_account")) {
            throw new Crash();
        }
    }

    @Test
    void aCrashInAFolderLeavesAMarkerThatNothingPassesAndTheNextAttemptCompletes() throws Exception {
        Path data = temporary.resolve("data");
        try (DataFolder made = DataFolder.open(data)) {
            Files.writeString(made.key("master.key"), "kept");
            try (EmbeddedDatabase old = EmbeddedDatabase.start(made, new Random(2)); Connection connection = old.connect()) {
                connection.createStatement().execute("CREATE SCHEMA ledger");
            }
        }
        try (BackupFile file = BackupFile.open(backup)) {
            Contents contents = file.verified();
            assertThatThrownBy(() -> new FolderRestore(Surroundings.real(), said::add).restore(data, file, contents, false, null))
                    .isInstanceOf(Refusal.class).hasMessageContaining("--replace");
            assertThatThrownBy(() -> new FolderRestore(Surroundings.real(), BackupIT::crashAtTheConsole).restore(data, file, contents, true, null))
                    .isInstanceOf(Crash.class);
            assertThatThrownBy(() -> DataFolder.refuseUnfinishedRestore(data)).isInstanceOf(Refusal.class)
                    .hasMessageContaining("run ./volens restore again");
            assertThat(VolensLine.run("backup", "--data", data.toString(), "--out", temporary.resolve("half.zip").toString()).err())
                    .contains("did not finish").hasLineCount(1);
            assertThatThrownBy(() -> new FolderRestore(Surroundings.real(), said::add).restore(data, file, contents, true, "example.eu/other"))
                    .isInstanceOf(Refusal.class).hasMessageContaining("had no --new-log; run that one again");
            // Neither --replace nor anything else has to be said again.
            new FolderRestore(Surroundings.real(), said::add).restore(data, file, contents, false, null);
        }
        DataFolder.refuseUnfinishedRestore(data);
        try (DataFolder restored = DataFolder.open(data); EmbeddedDatabase database = EmbeddedDatabase.start(restored, new Random(2))) {
            assertThat(sums(database.access())).isEqualTo(sums(source));
            assertThat(Files.readString(restored.key("master.key"))).isEqualTo("kept");
            assertThat(restored.note(restored.restored()).orElseThrow()).startsWith("Restored: the data are those of ");
        }
        try (var inside = Files.list(data)) {
            assertThat(inside.map(path -> path.getFileName().toString())).filteredOn(name -> name.matches("postgresql-\\d{8}T\\d{6}Z")).hasSize(1);
        }
    }

    record NoteWritten(PersonId person, Personal<String> text) {}

    /** The store as a service starts it: nothing is served before the list has been replayed. */
    @Test
    void whoWasErasedAfterTheBackupIsErasedAgainAtTheNextStart() throws Exception {
        DatabaseAccess before = database("erasing");
        migrate(before);
        Path data = temporary.resolve("erased");
        Path kept;
        PersonId ada = new PersonId(new UUID(4, 2));
        try (DataFolder made = DataFolder.open(data)) {
            kept = made.key("destroyed-keys");
            whileStored(before, made, (log, keys) -> {
                log.appendEvents(List.of(new GenericDomainEventMessage<>("note", new UUID(1, 1).toString(), 0,
                        new NoteWritten(ada, Personal.of("canary")))));
                write(before, temporary.resolve("with-ada.zip"));
                erasure(log, keys, kept).erase(ada, null, "dpo");
            });
        }
        String list = Files.readString(kept);

        VolensLine.Ended ended = VolensLine.run("restore", temporary.resolve("with-ada.zip").toString(), "--data", data.toString());
        assertThat(ended.err()).isEmpty();
        assertThat(Files.readString(kept)).isEqualTo(list).contains(ada.toString());
        try (DataFolder restored = DataFolder.open(data); EmbeddedDatabase database = EmbeddedDatabase.start(restored, new Random(3))) {
            String sealed = "SELECT count(sealed) || ' ' || (SELECT count(wrapped) FROM ledger.person_key) FROM ledger.event_log";
            assertThat(ask(database.access(), sealed)).isEqualTo("1 1");
            whileStored(database.access(), restored, (log, keys) -> erasure(log, keys, kept));
            assertThat(ask(database.access(), sealed)).isEqualTo("0 0");
        }
        assertThat(Files.readString(kept)).startsWith(list);
    }

    private interface Use {
        void of(PostgresEventStorageEngine log, PersonKeys keys) throws Exception;
    }

    private static void whileStored(DatabaseAccess database, DataFolder folder, Use use) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setCurrentSchema("ledger");
        SecureRandom random = new SecureRandom();
        PersonKeys keys = new PostgresPersonKeys(source, FileMasterKey.openOrCreate(folder.key("master.key"), random), random);
        EventTypes types = PersonEvent.addTo(EventTypes.builder().type("note.written/1", NoteWritten.class)).build();
        PostgresEventStorageEngine log = PostgresEventStorageEngine.start(source, types, keys, random, InstantSource.system());
        try {
            use.of(log, keys);
        } finally {
            log.close();
        }
    }

    private static Erasure erasure(PostgresEventStorageEngine log, PersonKeys keys, Path list) {
        return Erasure.start(log, keys, new FileDestroyedKeys(list, "ledger"), List.of(), UUID::randomUUID, InstantSource.system());
    }

    private static String ask(DatabaseAccess database, String sql) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            return ask(statement, sql);
        }
    }

    @Test
    void withoutTheListOfTheErasedABackupThatKnowsOfSomeIsNotRestored() throws Exception {
        Path data = temporary.resolve("listless");
        try (DataFolder made = DataFolder.open(data)) {
            Files.writeString(made.key("master.key"), "kept");
        }
        Path knowing = rewritten(entries -> with(entries, Contents.ENTRY, text(entries).replaceFirst("\"erased\" : 0", "\"erased\" : 1")));
        assertThat(VolensLine.run("restore", knowing.toString(), "--data", data.toString()).err())
                .contains("destroyed-keys is missing").hasLineCount(1);
        assertThat(data.resolve("postgresql")).doesNotExist();
    }

    @Test
    void noNewLogTakesTheNameOfOneThatWasHere() throws Exception {
        Path data = temporary.resolve("renamed");
        try (DataFolder made = DataFolder.open(data)) {
            Files.writeString(made.key("master.key"), "kept");
            Files.writeString(made.key("log.key"), "PRIVATE+KEY+example.eu/ledger-2+00000000+AAAA\n");
            Files.writeString(made.key("log.key-20260101T000000Z"), "PRIVATE+KEY+example.eu/ledger+00000000+AAAA\n");
        }
        for (String taken : List.of("example.eu/ledger-2", "example.eu/ledger")) {
            assertThat(VolensLine.run("restore", backup.toString(), "--data", data.toString(), "--new-log", taken).err())
                    .contains("has had the name " + taken).hasLineCount(1);
        }
        assertThat(data.resolve("postgresql")).doesNotExist();
    }

    @Test
    void aDamagedNoteOfWhatWasSignedLastIsToldBeforeAnythingIsTouched() throws Exception {
        Path data = temporary.resolve("torn");
        try (DataFolder made = DataFolder.open(data)) {
            Files.writeString(made.key("master.key"), "kept");
            Files.writeString(made.key("log.last-signed"), "example.eu/ledger\n");
        }
        assertThat(VolensLine.run("restore", backup.toString(), "--data", data.toString()).err())
                .contains("log.last-signed is damaged").hasLineCount(1);
        assertThat(data.resolve("postgresql")).doesNotExist();
        DataFolder.refuseUnfinishedRestore(data);
    }

    @Test
    void withoutTheKeysNothingIsRestored() throws Exception {
        try (BackupFile file = BackupFile.open(backup)) {
            Contents contents = file.verified();
            Path keyless = temporary.resolve("keyless");
            assertThatThrownBy(() -> new FolderRestore(Surroundings.real(), said::add).restore(keyless, file, contents, false, null))
                    .isInstanceOf(Refusal.class).hasMessageContaining("master.key").hasMessageContaining("copy of the folder keys");
        }
    }

    @Test
    void aFlippedBitAnywhereIsFoundOrMeansNothing() throws Exception {
        byte[] whole = Files.readAllBytes(backup);
        Contents original = verified(whole);
        int found = 0;
        for (int at = 0; at < whole.length; at += 97) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            try {
                assertThat(verified(flipped)).as("byte " + at).isEqualTo(original);
            } catch (DamagedBackup damaged) {
                found++;
            }
        }
        assertThat(found).isGreaterThan(whole.length / 97 / 2);
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(backup);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            assertThatThrownBy(() -> verified(java.util.Arrays.copyOf(whole, length))).isInstanceOf(DamagedBackup.class);
        }
    }

    private static Contents verified(byte[] bytes) throws IOException {
        Path file = Files.write(temporary.resolve("changed.zip"), bytes);
        try (BackupFile opened = BackupFile.open(file)) {
            return opened.verified();
        }
    }

    @Test
    void aMissingTableAnAddedNameAndOtherRowsAreRefused() throws Exception {
        assertRefused(entries -> without(entries, "ledger/event_log.copy"), "ledger/event_log.copy is missing");
        assertRefused(entries -> without(entries, Contents.ENTRY), "no Volens made it");
        assertRefused(entries -> with(entries, "../../keys/master.key", "evil"), "something that no backup has");
        assertRefused(entries -> with(entries, "/etc/passwd", "evil"), "something that no backup has");
        assertRefused(entries -> with(entries, "ledger/log_head.copy", "t\t9\t2026-01-01 00:00:00+00\n"), "ledger/log_head.copy was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"format\" : 1|\"format\" : 2|it has format 2", "\"name\" : \"log_head\"|\"name\" : \"x; DROP\"|cannot have",
        "\"name\" : \"log_head\"|\"name\" : \"../up\"|cannot have", "\"rows\" : 300|\"rows\" : 299|event_log.copy was changed",
        "\"format\"|\"from\"|cannot be understood"})
    void otherContentsAreRefused(String change) throws Exception {
        String[] parts = change.split("\\|");
        assertRefused(entries -> with(entries, Contents.ENTRY, text(entries).replace(parts[0], parts[1])), parts[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"version\" : \"1\"|\"version\" : \"999\"|version 999", "\"checksum\" : -?\\d+|\"checksum\" : 7|another form of"})
    void aBackupOfAnotherVersionIsRefusedBeforeAnythingIsTouched(String change) throws Exception {
        String[] parts = change.split("\\|");
        Path changed = rewritten(entries -> with(entries, Contents.ENTRY, text(entries).replaceAll(parts[0], parts[1])));
        Path data = temporary.resolve("untouched");
        VolensLine.Ended ended = VolensLine.run("restore", changed.toString(), "--data", data.toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("was made by another Volens", parts[2]).hasLineCount(1);
        assertThat(data).doesNotExist();
    }

    private void assertRefused(UnaryOperator<Map<String, byte[]>> change, String reason) throws Exception {
        Path changed = rewritten(change);
        try (BackupFile file = BackupFile.open(changed)) {
            assertThatThrownBy(file::verified).isInstanceOf(DamagedBackup.class).hasMessageContaining(reason);
        }
    }

    private Path rewritten(UnaryOperator<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        Path file = temporary.resolve("rewritten.zip");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : change.apply(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private static String text(Map<String, byte[]> entries) {
        return new String(entries.get(Contents.ENTRY), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> without(Map<String, byte[]> entries, String name) {
        Map<String, byte[]> fewer = new HashMap<>(entries);
        assertThat(fewer.remove(name)).isNotNull();
        return fewer;
    }

    private static Map<String, byte[]> with(Map<String, byte[]> entries, String name, String content) {
        Map<String, byte[]> more = new HashMap<>(entries);
        byte[] before = more.put(name, content.getBytes(StandardCharsets.UTF_8));
        assertThat(before).isNotEqualTo(content.getBytes(StandardCharsets.UTF_8));
        return more;
    }

    /** Tables are loaded in the order of their names, and no trigger may change what is loaded. */
    @Test
    void noTableRefersToAnotherAndNoTriggerFires() throws Exception {
        try (Connection connection = source.connect(); Statement statement = connection.createStatement()) {
            assertThat(ask(statement, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'")).isEqualTo("0");
            assertThat(ask(statement, "SELECT count(*) FROM pg_trigger")).isEqualTo("0");
        }
    }
}
