package eu.volens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants words that occur nowhere else in a person's mail, lets it travel, erases the person through the console, and searches everything
 * the instance keeps, and what is taken away from it afterwards. It runs as a process of its own, so that its temporary files are its own too.
 * Left out of the search is only the person's own mailbox, which the demonstration keeps as their provider would: it is theirs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasureCanaryIT {

    private static final long WAIT_NANOS_MAX = 90_000_000_000L;
    private static final Pattern PASSWORD = Pattern.compile("user dpo, password (\\S+) ");
    private static final Pattern URL = Pattern.compile("(http://localhost:\\d+)/\\s");
    private static final Pattern SMTP_PORT = Pattern.compile("by SMTP at localhost:(\\d+)");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final String ADDRESS = "wombat4812@example.org";
    private static final String CONSENT_RECORD = "4d8f1a6e-93b7-4c15-8e2d-c0a57716e9f4";
    private static final String NOTE = "Potoroo8826";
    private static final String HOLD = "Okapi1158";
    private static final List<String> CANARIES =
            List.of("wombat4812", "Quagga7731", "Axolotl3345", "Numbat5593", "Tenrec9914", "Kakapo6627", CONSENT_RECORD, NOTE, HOLD);

    @TempDir
    static Path temporary;

    private final HttpClient dpo = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NORMAL).build();
    private Process volens;
    private String password;
    private String casePage;
    private Map<String, String> readModels;

    @BeforeAll
    void start() throws IOException {
        Files.createDirectory(temporaryFiles());
        up(Map.of());
        password = told(PASSWORD);
    }

    @AfterAll
    void end() throws InterruptedException {
        // Asked, not killed: it takes its PostgreSQL along.
        volens.destroy();
        assertThat(volens.waitFor(WAIT_NANOS_MAX, TimeUnit.NANOSECONDS)).isTrue();
    }

    private void up(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command("up", "--port=0", "--smtp-port=0", "--imap-port=0", "--data", data().toString()))
                .redirectErrorStream(true).redirectOutput(console().toFile());
        builder.environment().putAll(environment);
        volens = builder.start();
        until("Volens is ready", () -> {
            assertThat(volens.isAlive()).as(text(console())).isTrue();
            return text(console()).endsWith("Volens is ready\n");
        });
    }

    private List<String> command(String... arguments) {
        Path root = Path.of(System.getProperty("volens.root", ".."));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporaryFiles(), "-Dvolens.controllers-dir=" + root.resolve("controllers"),
                "-cp", System.getProperty("java.class.path"), VolensCommand.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String told(Pattern what) {
        Matcher told = what.matcher(text(console()));
        assertThat(told.find()).as(text(console())).isTrue();
        return told.group(1);
    }

    private String url() {
        return told(URL);
    }

    @Test
    @Order(1)
    void nothingOfAnErasedPersonIsFoundAnywhere() throws Exception {
        travel();
        // The words are there and can be read, sealed as they rest: the page shows them.
        assertThat(page(casePage)).contains("wombat4812", "Quagga7731", "Axolotl3345", "Numbat5593", "Tenrec9914", CONSENT_RECORD);
        assertThat(files(data().resolve("mailbox"), List.of("Kakapo6627"))).as("before, the mail lies in the privacy mailbox").hasSize(1);
        until("the trail has all of it", () -> look("/api/audit/" + caseId()).contains("closed"));
        List<String> trail = trail();
        assertThat(kept()).isPositive();
        assertThat(files(temporaryFiles(), CANARIES)).as("not even while the case was worked on").isEmpty();
        volens("backup", "--out", older().toString(), "--data", data().toString());

        erase();

        until("the messages are deleted in the mailbox", () -> files(data().resolve("mailbox"), CANARIES).isEmpty());
        run("CHECKPOINT");
        assertThat(files(data(), CANARIES)).isEmpty();
        assertThat(files(temporaryFiles(), CANARIES)).isEmpty();
        assertThat(page(casePage)).contains("erased").doesNotContain(CANARIES);
        for (String page : List.of("/console", "/console?show=closed", "/console/set-aside", "/mailbox/privacy@itsme.be", "/api/audit/" + caseId())) {
            assertThat(page(page)).as(page).doesNotContain(CANARIES);
        }
        assertThat(columns(CANARIES)).isEmpty();
        assertThat(text(console())).doesNotContain(CANARIES);
        assertThat(trail()).isNotEmpty().isEqualTo(trail);
        assertThat(files(takenAway(), CANARIES)).isEmpty();
        readModels = readModels();
        assertThat(readModels).as("each has something to compare").doesNotContainValue("null");
    }

    /** The restored database has the person's key and sealed values again, until the list of destroyed keys is read. */
    @Test
    @Order(3)
    void aBackupFromBeforeTheErasureBringsNobodyBackAndReadModelsReadAnewSayTheSame() throws Exception {
        assertThat(kept()).isZero();
        end();
        volens("restore", older().toString(), "--data", data().toString(), "--replace");

        up(Map.of("VOLENS_PROJECTIONS_REBUILD", "true"));

        assertThat(text(data().resolve("logs/volens.log"))).contains("erased persons were in the database again", "Rebuilding the read models");
        assertThat(kept()).isZero();
        signIn();
        assertThat(page(casePage)).contains("erased").doesNotContain(CANARIES);
        assertThat(columns(CANARIES)).isEmpty();
        assertThat(files(data(), CANARIES)).isEmpty();
        assertThat(files(temporaryFiles(), CANARIES)).isEmpty();
        until("the read models are read anew", () -> readModels().equals(readModels));
    }

    /** How much could still be opened in both logs, where nobody else is known. */
    private int kept() {
        int kept = 0;
        for (String schema : List.of("ledger", "rights")) {
            kept += Integer.parseInt(value("SELECT count(*) FROM " + schema + ".event_log WHERE sealed IS NOT NULL"))
                    + Integer.parseInt(value("SELECT count(*) FROM " + schema + ".person_key WHERE wrapped IS NOT NULL"));
        }
        return kept;
    }

    /** What leaves the instance: a backup, unpacked, and the auditor's copy of the log. */
    private Path takenAway() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("taken-away"));
        Path backup = temporary.resolve("backup.zip");
        volens("backup", "--out", backup.toString(), "--data", data().toString());
        volens("audit", "export", "--out", folder.resolve("log").toString(), "--url", url(), "--data", data().toString());
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path file = folder.resolve("backup").resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip.getInputStream(entry), file);
            }
        }
        assertThat(files(folder, List.of(caseId()))).as("the search looks at what was taken away").isNotEmpty();
        return folder;
    }

    private void volens(String... arguments) throws Exception {
        Process command = new ProcessBuilder(command(arguments)).inheritIO().start();
        assertThat(command.waitFor()).as(String.join(" ", arguments)).isZero();
    }

    /** A search that finds nothing proves something only when it can find. */
    @Test
    @Order(2)
    void theSearchFindsWhatIsThere() throws Exception {
        String planted = "Pangolin6180";
        run("CREATE TABLE rights.scratch (words text, bytes bytea, listed text[])");
        run("INSERT INTO rights.scratch VALUES ('a Pangolin6180', NULL, NULL), (NULL, '\\x0050616e676f6c696e3631383000', NULL),"
                + " (NULL, NULL, ARRAY['x', 'Pangolin6180'])");
        run("CHECKPOINT");
        Path file = data().resolve("tmp").resolve("scratch");
        Path temporaryFile = temporaryFiles().resolve("scratch");
        Files.writeString(file, "UGFuZ29saW42MTgw"); // in base64
        Files.writeString(temporaryFile, planted);
        try {
            assertThat(columns(List.of(planted))).contains("rights.scratch.words", "rights.scratch.bytes", "rights.scratch.listed");
            assertThat(files(data(), List.of(planted))).contains(file)
                    .anyMatch(found -> found.startsWith(data().resolve("postgresql").resolve("base")));
            assertThat(files(temporaryFiles(), List.of(planted))).containsExactly(temporaryFile);
        } finally {
            Files.delete(file);
            Files.delete(temporaryFile);
            run("DROP TABLE rights.scratch");
        }
    }

    private void consent() {
        Matcher shown = Pattern.compile("\"policyVersion\":\"([^\"]+)\".*\"snapshot\":(\"[^\"]+\")")
                .matcher(page("/api/sites/itsme-id/areas/business/banner?lang=en"));
        assertThat(shown.find()).isTrue();
        String record = UUID.randomUUID().toString();
        assertThat(answer(dpo, HttpRequest.newBuilder(URI.create(url() + "/api/consents")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"record": "%s", "site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "en", "layer": "first",
                         "method": "accept-all", "given": ["preferences", "functional", "analytics", "marketing"], "refused": [],
                         "snapshot": %s, "idempotencyKey": "%s"}""".formatted(record, shown.group(1), shown.group(2), UUID.randomUUID()))).build()).statusCode()).isEqualTo(201);
        until("the read model has it", () -> look("/api/permissions?site=itsme-id&purpose=marketing&record=" + record).contains("\"allowed\":true"));
    }

    /** A consent of somebody else; mail, letter, confirmation, a holder's answer, approval, package, a hold that is lifted, closing. */
    private void travel() throws Exception {
        consent();
        Mails.send(Integer.parseInt(told(SMTP_PORT)), "Zora Quagga7731 <" + ADDRESS + ">", "privacy@itsme.be", "My data, Axolotl3345",
                "Hello, please send me a copy of all the personal data you hold about me. Numbat5593. My record: " + CONSENT_RECORD,
                "Tenrec9914.txt", "Kakapo6627\n");
        String letter = letter("/identity/");
        assertThat(send(HttpClient.newHttpClient(), letter, "typed=").statusCode()).isLessThan(400);
        signIn();
        casePage = until("a case", () -> link(look("/console"), "/console/cases/[0-9a-f-]{36}"));
        until("all is collected", () -> look(casePage).contains("/approve\""));
        submit(casePage + "/approve", Map.of());
        letter("/download/");
        submit(casePage + "/hold", Map.of("ground", "LEGAL_CLAIMS", "reason", HOLD));
        String held = page(casePage);
        assertThat(held).contains(HOLD);
        post(link(held, casePage + "/hold/").orElseThrow(), Map.of("_csrf", csrf(held)));
        submit(casePage + "/close", Map.of("outcome", "HANDLED_BY_HAND", "note", NOTE));
        until("it is closed", () -> look(casePage).contains(casePage + "/erase\""));
    }

    private void erase() {
        String confirmation = page(casePage + "/erase");
        Matcher number = Pattern.compile("\\d{4}-\\d{6}").matcher(confirmation);
        assertThat(number.find()).isTrue();
        submit(casePage + "/erase", Map.of("number", number.group()));
    }

    private String caseId() {
        return casePage.substring(casePage.lastIndexOf('/') + 1);
    }

    /** The link in the newest letter that has one of this kind. */
    private String letter(String kind) {
        return until("a letter with a link " + kind, () -> links(look("/mailbox/" + ADDRESS), "/mailbox/wombat[^\"/?]+/").stream()
                .flatMap(mail -> link(look(mail), "http[^\"]*" + kind).stream()).findFirst()).replace(url(), "");
    }

    private void signIn() {
        post("/login", Map.of("username", "dpo", "password", password, "_csrf", csrf(page("/login"))));
    }

    /** Sends the form of a page, which posts to its own address. */
    private void submit(String page, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_csrf", csrf(page(page)));
        post(page, all);
    }

    private void post(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        assertThat(send(dpo, path, form).statusCode()).as(path).isEqualTo(200);
    }

    private HttpResponse<String> send(HttpClient who, String path, String form) {
        return answer(who, HttpRequest.newBuilder(URI.create(url() + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private String page(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** A page that need not be there yet. */
    private String look(String path) {
        return get(path).body();
    }

    private HttpResponse<String> get(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path)).header("Accept-Language", "en");
        if (path.startsWith("/api/")) {
            request.header("Authorization", "Bearer " + text(data().resolve("keys/service-token")).strip());
        }
        return answer(dpo, request.build());
    }

    private static HttpResponse<String> answer(HttpClient who, HttpRequest request) {
        try {
            return who.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String csrf(String page) {
        Matcher token = CSRF.matcher(page);
        assertThat(token.find()).as(page).isTrue();
        return token.group(1);
    }

    private static Optional<String> link(String page, String start) {
        return links(page, start).stream().findFirst();
    }

    private static List<String> links(String page, String start) {
        return Pattern.compile("(?:href|action)=\"(" + start + "[^\"?]*)").matcher(page).results().map(found -> found.group(1)).toList();
    }

    /** What the audit trail says, read from its read model. */
    private List<String> trail() {
        return Pattern.compile("\"summary\":\"([^\"]*)\"").matcher(page("/api/audit/" + caseId())).results().map(found -> found.group(1)).toList();
    }

    private static Path data() {
        return temporary.resolve("data");
    }

    private static Path console() {
        return temporary.resolve("console");
    }

    private static Path older() {
        return temporary.resolve("older.zip");
    }

    private static Path temporaryFiles() {
        return temporary.resolve("temporary-files");
    }

    private Connection database() throws SQLException {
        String port = text(data().resolve("postgresql/postmaster.pid")).lines().skip(3).findFirst().orElseThrow();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/volens", "postgres",
                text(data().resolve("keys/postgresql.password")).strip());
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows of every read model, in one sum each. Left out is what the reader and its transport note of how often and how far was read. */
    private Map<String, String> readModels() {
        Map<String, String> sums = new TreeMap<>();
        String names = value("""
                SELECT string_agg(table_name, ' ') FROM information_schema.tables WHERE table_schema = 'projections'
                AND table_name NOT IN ('flyway_schema_history', 'feed_generation', 'feed_progress', 'wire_position', 'wire_relay')""");
        for (String name : names.split(" ")) {
            sums.put(name, value("SELECT count(*) || ' ' || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM projections." + name + " t"));
        }
        assertThat(sums).containsKeys("audit_entry", "board_request", "current_consent");
        return sums;
    }

    private String value(String query) {
        try (Connection connection = database(); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Every column of every table in which one of the words is, as text or in decoded bytes. Indexes hold nothing that columns do not. */
    private List<String> columns(List<String> words) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database(); Statement tables = connection.createStatement(); Statement rows = connection.createStatement();
                ResultSet table = tables.executeQuery("""
                        SELECT table_schema || '."' || table_name || '"' FROM information_schema.tables
                        WHERE table_type = 'BASE TABLE' AND table_schema <> 'information_schema' AND table_name <> 'pg_largeobject'""")) {
            while (table.next()) {
                try (ResultSet row = rows.executeQuery("SELECT * FROM " + table.getString(1))) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            if (holds(row, i, words)) {
                                found.add(table.getString(1).replace("\"", "") + "." + row.getMetaData().getColumnName(i));
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    private static boolean holds(ResultSet row, int column, List<String> words) throws SQLException {
        String value = row.getMetaData().getColumnTypeName(column).equals("bytea") && row.getBytes(column) != null
                ? new String(row.getBytes(column), StandardCharsets.ISO_8859_1) : String.valueOf(row.getString(column));
        return words.stream().anyMatch(value::contains);
    }

    /**
     * Every file of the instance that holds one of the words, as it is or in base64: the database's raw files, its write-ahead log,
     * mailboxes, logs, scratch space, keys. Not the person's own mailbox.
     */
    private List<Path> files(Path root, List<String> words) {
        List<String> forms = words.stream().flatMap(ErasureCanaryIT::forms).toList();
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.startsWith(data().resolve("postgresql-programs")))
                    .filter(path -> !path.toString().contains(ADDRESS) && !path.toString().contains(ADDRESS.replace("@", "%40")))
                    .filter(Files::isRegularFile).filter(path -> {
                        String content = new String(bytes(path), StandardCharsets.ISO_8859_1);
                        return forms.stream().anyMatch(content::contains);
                    }).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException moved) {
            // A file went away under the walk, as files of a running database do: look again.
            return files(root, words);
        }
    }

    private static Stream<String> forms(String word) {
        return Stream.concat(Stream.of(word), Stream.of("", "x", "xx").map(before -> {
            String encoded = Base64.getEncoder().withoutPadding().encodeToString((before + word).getBytes(StandardCharsets.UTF_8));
            // The first and last characters also encode neighbours.
            return encoded.substring(before.isEmpty() ? 0 : before.length() + 1, encoded.length() - 1);
        }));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static void until(String what, BooleanSupplier condition) {
        until(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    private static <T> T until(String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + WAIT_NANOS_MAX;
        while (System.nanoTime() < end) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("still waiting for: " + what);
    }
}
