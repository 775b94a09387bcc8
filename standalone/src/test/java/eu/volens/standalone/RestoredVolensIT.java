package eu.volens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.standalone.database.DatabaseAccess;
import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.system.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One Volens is kept, lost and brought back, as its operator does it: by commands alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoredVolensIT {

    private static final long WAIT_MILLIS_MAX = Duration.ofSeconds(60).toMillis();

    @TempDir
    static Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> records = new ArrayList<>();
    private Path data;
    private Path older;
    private Path newer;
    private ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Volens volens;
    private Map<String, String> rows = Map.of();
    private long olderSize;

    @BeforeAll
    void start() throws Exception {
        data = temporary.resolve("its data");
        older = temporary.resolve("older.zip");
        newer = temporary.resolve("newer.zip");
        up();
        consentAndSeal();
        consentAndSeal();
    }

    @AfterAll
    void end() {
        volens.close();
    }

    private void up() {
        console = new ByteArrayOutputStream();
        volens = new Volens(new Settings(0, 0, 0, data, Path.of(System.getProperty("volens.root", "..")).resolve("controllers"), "belgian-mobile-id"),
                Surroundings.real(), new Progress(new PrintStream(console, true, StandardCharsets.UTF_8)), Assertions::fail);
        volens.start();
    }

    private String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Order(1)
    void aBackupIsTakenWhileVolensRuns() throws Exception {
        olderSize = signed();
        done(VolensLine.run("backup", "--data", data.toString(), "--out", older.toString()));
        consentAndSeal();
        consentAndSeal();
    }

    @Test
    @Order(2)
    void restoringUnderARunningVolensIsRefused() {
        assertThat(VolensLine.run("restore", older.toString(), "--data", data.toString(), "--replace").err())
                .contains("in use by another Volens").hasLineCount(1);
    }

    @Test
    @Order(3)
    void aBackupIsTakenWhileVolensDoesNotRun() throws Exception {
        DatabaseAccess running = EmbeddedDatabase.running(data.toRealPath());
        volens.close();
        done(VolensLine.run("backup", "--data", data.toString(), "--out", newer.toString()));
        assertThat(running.jdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:");
        assertThat(data.resolve("postgresql/postmaster.pid")).doesNotExist();
        rows = rows();
    }

    @Test
    @Order(4)
    void noKeyAndNoSecretIsInABackup() throws Exception {
        try (var keys = Files.list(data.resolve("keys"))) {
            List<Path> files = keys.filter(Files::isRegularFile).toList();
            assertThat(files).extracting(file -> file.getFileName().toString())
                    .contains("master.key", "log.key", "log.last-signed", "postgresql.password", "service-token");
            // What was signed last is public: anybody may have it, and the database shows it.
            List<Path> secrets = files.stream().filter(file -> !file.endsWith("log.last-signed")).toList();
            for (Path backup : List.of(older, newer)) {
                assertNotIn(backup, secrets);
            }
        }
    }

    private static void assertNotIn(Path backup, List<Path> keys) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String content = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                for (Path key : keys) {
                    byte[] bytes = Files.readAllBytes(key);
                    for (String form : forms(bytes)) {
                        assertThat(content).as(entry.getName() + " and " + key.getFileName()).doesNotContain(form);
                    }
                    assertThat(entry.getName()).doesNotContain(key.getFileName().toString());
                }
            }
        }
    }

    /** A secret could also stand there in hexadecimal, as COPY writes bytes. */
    private static List<String> forms(byte[] secret) {
        String text = new String(secret, StandardCharsets.ISO_8859_1).strip();
        return List.of(text, java.util.HexFormat.of().formatHex(secret),
                java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    @Order(5)
    void theNewestBackupBringsEverythingBackAndTheLogContinues() throws Exception {
        String last = Files.readString(data.resolve("keys/log.last-signed"));
        assertThat(VolensLine.run("restore", newer.toString(), "--data", data.toString()).err()).contains("--replace").hasLineCount(1);
        VolensLine.Ended restored = VolensLine.run("restore", newer.toString(), "--data", data.toString(), "--replace");
        done(restored);
        assertThat(restored.out()).contains("delete it once all is well").doesNotContain("nothing more is signed");
        assertThat(rows()).isEqualTo(rows);
        assertThat(Files.readString(data.resolve("keys/log.last-signed"))).isEqualTo(last);

        up();
        assertThat(console()).contains("Restored: the data are those of ").endsWith("Volens is ready\n");
        assertThat(data.resolve("restored")).doesNotExist();
        for (String record : records) {
            await("/api/permissions?site=itsme-id&purpose=marketing&record=" + record, "\"allowed\":true");
        }
        // The sealer signs nothing that does not continue what it signed last, so growth is proof that this is the same log.
        consentAndSeal();
        assertThat(checkpoint()).startsWith("belgian-mobile-id/ledger\n");
        volens.close();
    }

    @Test
    @Order(6)
    void afterAnOlderBackupTheLogRefusesToSignAndSaysWhyAndRecordingGoesOn() throws Exception {
        VolensLine.Ended restored = VolensLine.run("restore", older.toString(), "--data", data.toString(), "--replace");
        done(restored);
        assertThat(restored.out()).contains("nothing more is signed, though everything is recorded", "--new-log");

        up();
        assertThat(console()).contains("nothing more is signed, though everything is recorded");
        consent();
        await(() -> Files.readString(data.resolve("logs/volens.log")).contains("It was restored from an older backup: restore a newer one"));
        assertThat(signed()).isEqualTo(olderSize);
        await("/api/permissions?site=itsme-id&purpose=marketing&record=" + records.getLast(), "\"allowed\":true");
        volens.close();
    }

    @Test
    @Order(7)
    void aNewLogOfANewNameSignsWhatThatBackupHolds() throws Exception {
        assertThat(VolensLine.run("restore", older.toString(), "--data", data.toString(), "--replace", "--new-log", "belgian-mobile-id/ledger").err())
                .contains("a new log needs a new name").hasLineCount(1);
        done(VolensLine.run("restore", older.toString(), "--data", data.toString(), "--replace", "--new-log", "belgian-mobile-id/ledger-2"));

        up();
        await(() -> checkpoint().startsWith("belgian-mobile-id/ledger-2\n"));
        long before = signed();
        assertThat(before).isGreaterThanOrEqualTo(olderSize);
        consentAndSeal();
        try (var keys = Files.list(data.resolve("keys"))) {
            assertThat(keys.map(file -> file.getFileName().toString())).filteredOn(name -> name.matches("log\\.(key|last-signed)-.*")).hasSize(2);
        }
    }

    private static void done(VolensLine.Ended ended) {
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
    }

    private void consent() throws Exception {
        String record = UUID.randomUUID().toString();
        String shown = get("/api/sites/itsme-id/areas/business/banner?lang=en");
        String policy = shown.replaceAll("(?s).*\"policyVersion\":\"([^\"]+)\".*", "$1");
        String snapshot = shown.replaceAll("(?s).*\"snapshot\":(\"[^\"]+\").*", "$1");
        String body = """
                {"record": "%s", "site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "en", "layer": "first",
                 "method": "accept-all", "given": ["preferences", "functional", "analytics", "marketing"], "refused": [],
                 "snapshot": %s, "idempotencyKey": "%s"}""".formatted(record, policy, snapshot, UUID.randomUUID());
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(volens.url() + "/api/consents"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        records.add(record);
    }

    private void consentAndSeal() throws Exception {
        long before = checkpoint().contains("\n") ? signed() : 0;
        consent();
        await(() -> checkpoint().contains("\n") && signed() > before);
    }

    private String checkpoint() throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(volens.url() + "/log/checkpoint")).build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    private long signed() throws Exception {
        return Long.parseLong(checkpoint().lines().skip(1).findFirst().orElse("0"));
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(volens.url() + path)).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private void await(String path, String content) throws Exception {
        await(() -> get(path).contains(content));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long giveUpAt = System.nanoTime() + Duration.ofMillis(WAIT_MILLIS_MAX).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(giveUpAt);
            Thread.sleep(50);
        }
    }

    /** Every table's rows as text, in one sum each, of the stopped Volens. */
    private Map<String, String> rows() throws SQLException {
        Map<String, String> sums = new TreeMap<>();
        try (var folder = eu.volens.standalone.folder.DataFolder.open(data);
                var database = EmbeddedDatabase.start(folder, Surroundings.real().random());
                Connection connection = database.connect(); Statement statement = connection.createStatement();
                Statement inner = connection.createStatement();
                ResultSet table = statement.executeQuery("SELECT schemaname || '.' || tablename FROM pg_tables"
                        + " WHERE schemaname IN ('ledger', 'rights', 'projections') AND tablename <> 'flyway_schema_history'")) {
            while (table.next()) {
                try (ResultSet sum = inner.executeQuery(
                        "SELECT count(*) || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM " + table.getString(1) + " t")) {
                    sum.next();
                    sums.put(table.getString(1), String.valueOf(sum.getString(1)));
                }
            }
        }
        assertThat(sums).hasSizeGreaterThan(20);
        return sums;
    }
}
