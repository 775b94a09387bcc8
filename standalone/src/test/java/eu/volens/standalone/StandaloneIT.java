package eu.volens.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import eu.volens.banner.browser.BrowserTest;
import eu.volens.banner.browser.PageChecks;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneIT {

    @TempDir
    static Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Volens volens;

    @BeforeAll
    void start() throws Exception {
        copyControllers();
        volens = new Volens(settings(0), Surroundings.real(), new Progress(new PrintStream(console, true, StandardCharsets.UTF_8)),
                Assertions::fail);
        volens.start();
    }

    @AfterAll
    void end() {
        volens.close();
    }

    private static Settings settings(int port) {
        return new Settings(port, 0, 0, temporary.resolve("its data"), temporary.resolve("controllers"), "belgian-mobile-id");
    }

    /** A copy, which its operator may edit. */
    private static void copyControllers() throws Exception {
        Path shipped = Path.of(System.getProperty("volens.root", "..")).resolve("controllers");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, temporary.resolve("controllers").resolve(shipped.relativize(file).toString()));
            }
        }
    }

    @Test
    void theConsoleSaysWhereEverythingIsAndEndsWithReady() {
        assertThat(console.toString(StandardCharsets.UTF_8)).contains(volens.url() + "/mailbox", "PostgreSQL", "privacy@itsme.be").endsWith("Volens is ready\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?lang=nl", "/demo/account?lang=de", "/mailbox", "/mailbox/write", "/mailbox/privacy@itsme.be", "/policy/itsme-id/fr", "/style/volens.css",
        "/login", "/api/openapi/ledger", "/api/openapi/rights", "/api/openapi/projections", "/api/sites/itsme-id/areas/business/banner?lang=de"})
    void aPageAnswers(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void theMachinesClockCannotBeMoved() throws Exception {
        assertThat(get("/clock").statusCode()).isEqualTo(404);
        assertThat(get("/?lang=en").body()).doesNotContain("/clock", "clock is set");
    }

    @Test
    void anAddressThatLeadsNowhereGetsAFriendlyPageInTheReadersLanguage() throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(volens.url() + "/nowhere"))
                .header("Accept", "text/html").header("Accept-Language", "nl").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Deze pagina bestaat niet").doesNotContain("Whitelabel", "Tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/nowhere", "/error", "/mailbox/nobody@example.org"})
    void aProgramIsToldOfAnAddressThatLeadsNowhereAsAProblem(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"urn:volens:problem:not-found\"").doesNotContain("timestamp");
    }

    @Test
    void theConsolesSessionIsACookieOfItsOwnThatNoOtherSiteCanUseAndNoScriptCanRead() throws Exception {
        assertThat(get("/login").headers().allValues("Set-Cookie")).singleElement().asString()
                .startsWith("VOLENS_CONSOLE=").contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void aFolderInUseIsRefused() {
        assertThatThrownBy(() -> new Volens(settings(0), Surroundings.real(), new Progress(System.out), Assertions::fail).start())
                .isInstanceOf(Refusal.class).hasMessageContaining("in use by another Volens");
    }

    @Test
    void aTakenPortIsRefusedNamingItsOption() {
        Settings taken = settings(Integer.parseInt(volens.url().substring(volens.url().lastIndexOf(':') + 1)));
        assertThatThrownBy(() -> new Volens(taken, Surroundings.real(), new Progress(System.out), Assertions::fail).start())
                .isInstanceOf(Refusal.class).hasMessageContaining("is taken").hasMessageContaining("--port");
    }

    @Test
    void theLogIsAFileAndHoldsNoSecret() throws Exception {
        String log = Files.readString(temporary.resolve("its data/logs/volens.log"));
        assertThat(log).contains("Flyway");
        try (var keys = Files.list(temporary.resolve("its data/keys"))) {
            for (Path key : keys.filter(Files::isRegularFile).toList()) {
                assertThat(log).doesNotContain(new String(Files.readAllBytes(key), StandardCharsets.ISO_8859_1).strip());
            }
        }
    }

    @Nested
    class TheMailboxPages {

        @Test
        void aLetterFromThePageTravelsBySmtpAndIsShownAsWritten() throws Exception {
            HttpResponse<String> sent = write("from", "zoe@example.org", "to", "friend@example.org", "subject", "<b>Été</b>",
                    "text", "<script>alert(1)</script> see https://example.org/a?b=1&c=2.");
            assertThat(sent.statusCode()).isEqualTo(302);
            assertThat(sent.headers().firstValue("Location").orElseThrow()).contains("/mailbox/zoe@example.org?sent=yes");

            String list = get("/mailbox/friend@example.org").body();
            assertThat(list).contains("&lt;b&gt;Été&lt;/b&gt;");
            String mail = get(firstLink(list, "/mailbox/friend@example.org/")).body();
            assertThat(mail).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "href=\"https://example.org/a?b=1&amp;c=2\"").doesNotContain("<script");
        }

        @Test
        void anAttachmentIsAlwaysADownload() throws Exception {
            deliver("Subject: page\r\nContent-Type: text/html; name=evil.html\r\nContent-Disposition: attachment; filename=evil.html\r\n\r\n<script>1</script>",
                    "holder@example.org");
            String page = get("/mailbox/holder@example.org").body();
            String mail = get(firstLink(page, "/mailbox/holder@example.org/")).body();
            HttpResponse<String> attachment = get(firstLink(mail, "/mailbox/holder@example.org/[0-9.]+/attachments/"));
            assertThat(attachment.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(attachment.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment").contains("evil.html");
            assertThat(attachment.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }

        @Test
        void whatIsNoAddressIsSaidOnTheForm() throws Exception {
            HttpResponse<String> refused = write("from", "nobody", "to", "friend@example.org", "subject", "kept", "text", "also kept");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("value=\"kept\"", "also kept", "role=\"alert\"");
        }

        @Test
        void anotherSitesPageCannotWriteHere() throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(volens.url() + "/mailbox/write")).header("Sec-Fetch-Site", "cross-site")
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("from=a%40b&to=c%40d")).build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(403);
        }

        @Test
        void aMailboxThatDoesNotExistIsNotMadeByLooking() throws Exception {
            assertThat(get("/mailbox/ghost@example.org").statusCode()).isEqualTo(404);
            assertThat(get("/mailbox/privacy@itsme.be/1.1").statusCode()).isEqualTo(404);
            assertThat(get("/mailbox").body()).doesNotContain("ghost@example.org");
        }

        private HttpResponse<String> write(String... fields) throws Exception {
            StringBuilder form = new StringBuilder();
            for (int i = 0; i < fields.length; i += 2) {
                form.append(fields[i]).append('=').append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8)).append('&');
            }
            return http.send(HttpRequest.newBuilder(URI.create(volens.url() + "/mailbox/write")).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form.toString())).build(), HttpResponse.BodyHandlers.ofString());
        }

        private void deliver(String message, String to) throws Exception {
            Properties settings = new Properties();
            settings.put("mail.smtp.host", "127.0.0.1");
            settings.put("mail.smtp.port", Integer.toString(volens.smtpPort()));
            MimeMessage mail = new MimeMessage(Session.getInstance(settings), new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
            Transport.send(mail, new Address[] {new InternetAddress(to)});
        }

        private static String firstLink(String page, String path) {
            Matcher link = Pattern.compile("href=\"(" + path + "[0-9][^\"]*)\"").matcher(page);
            assertThat(link.find()).as(page).isTrue();
            return link.group(1);
        }
    }

    @Nested
    class AnAuditor {

        @TempDir
        Path place;

        /** From a visitor's choice to a verdict that needs nothing of ours but the copy and the key. */
        @Test
        void getsACopyOrAPartThatHoldsAndNoLongerDoesWhenItIsChanged() throws Exception {
            consent();
            consent();
            awaitEntries(2);
            Path folder = export("log");
            Path zip = export("log.zip");
            Path part = export("part", "--from=1", "--to", "1");
            holds(folder, "every entry is in the signed tree");
            holds(zip, "every entry is in the signed tree");
            holds(part, "are in the signed tree");

            Path checkpoint = folder.resolve("checkpoint");
            byte[] changed = Files.readAllBytes(checkpoint);
            changed[changed.length / 2] ^= 1;
            Files.write(checkpoint, changed);
            assertThat(fsck(folder).code()).isEqualTo(1);
            try (var bundles = Files.walk(part.resolve("tile/entries"))) {
                Path bundle = bundles.filter(Files::isRegularFile).findFirst().orElseThrow();
                byte[] entries = Files.readAllBytes(bundle);
                entries[40] ^= 1; // within the first entry, after its length
                Files.write(bundle, entries);
            }
            Ended tampered = fsck(part);
            assertThat(tampered.code()).isEqualTo(1);
            assertThat(tampered.said()).contains("entry 0: ", "has another one than tile/0 says");
        }

        @Test
        void isToldWhatIsBeyondTheLogAndWhatToAskFor() {
            Ended ended = volens("audit", "export", "--out", place.resolve("beyond").toString(), "--from", "999999999");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said().lines()).singleElement().asString().startsWith("volens: ").contains("covers the positions 1 to ");
            assertThat(place).isEmptyDirectory();
        }

        private void consent() throws Exception {
            String shown = get("/api/sites/itsme-id/areas/business/banner?lang=en").body();
            String policy = shown.replaceAll("(?s).*\"policyVersion\":\"([^\"]+)\".*", "$1");
            String snapshot = shown.replaceAll("(?s).*\"snapshot\":(\"[^\"]+\").*", "$1");
            String body = """
                    {"site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "en", "layer": "first", "method": "accept-all",
                     "given": ["preferences", "functional", "analytics", "marketing"], "refused": [],
                     "snapshot": %s, "idempotencyKey": "%s"}"""
                    .formatted(policy, snapshot, UUID.randomUUID());
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(volens.url() + "/api/consents"))
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }

        private void awaitEntries(long entries) throws Exception {
            long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (Long.parseLong(get("/log/checkpoint").body().lines().skip(1).findFirst().orElseThrow()) < entries) {
                assertThat(System.nanoTime()).isLessThan(giveUpAt);
                Thread.sleep(50);
            }
        }

        private Path export(String name, String... more) {
            Path out = place.resolve(name);
            Ended ended = volens(Stream.concat(Stream.of("audit", "export", "--out", out.toString()), Stream.of(more)).toArray(String[]::new));
            assertThat(ended.code()).as(ended.said()).isZero();
            return out;
        }

        private void holds(Path export, String because) throws Exception {
            Ended ended = fsck(export);
            assertThat(ended.code()).as(ended.said()).isZero();
            assertThat(ended.said()).contains("HOLDS: ").contains(because);
        }

        /** The verifier's own program, with the key that the log shows to everybody. */
        private Ended fsck(Path export) throws Exception {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                    "-cp", System.getProperty("java.class.path"), "eu.volens.verifier.VerifierCommand", "fsck", export.toString(),
                    "--key", get("/log/key").body().strip()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        }
    }

    @Nested
    class AnOperator {

        @Test
        void seesInWhatTheFolderDiffersPublishesItAndIsNoLongerToldThatItWaits() throws Exception {
            assertThat(volens("policy", "publish").said()).contains("itsme-id: the folder is in force already, as ");
            assertThat(get("/?lang=en").body()).doesNotContain("waits to be published");
            Path trackers = temporary.resolve("controllers/belgian-mobile-id/trackers.yaml");
            String before = Files.readString(trackers);
            Files.writeString(trackers, before.replace("lifetime: P7D", "lifetime: P8D"));

            assertThat(get("/?lang=en").body()).contains("waits to be published", "itsme-id", "./volens policy publish --dry-run");
            Ended dry = volens("policy", "publish", "--dry-run");
            assertThat(dry.code()).isZero();
            assertThat(dry.said()).contains("material   AWSALBCORS (aws.amazon.com): kept longer, 8 days instead of 7 days.", "proposed: material")
                    .doesNotContain("published as");
            assertThat(get("/policy/itsme-id/en").body()).contains("7 days").doesNotContain("8 days");

            Ended refused = volens("policy", "publish", "--site=itsme-id", "--editorial");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.said()).contains("volens: not published: ", "reason");
            assertThat(volens("policy", "publish", "--material", "--editorial").code()).isEqualTo(2);
            assertThat(volens("policy", "publish", "--site=nowhere").said()).contains("there is no site nowhere; there are itsme-id");

            Ended published = volens("policy", "publish", "--editorial", "--reason", "It was always eight days.", "--by", "data protection officer");
            assertThat(published.code()).as(published.said()).isZero();
            assertThat(published.said()).contains("editorial: visitors who had chosen are not asked again");
            assertThat(get("/policy/itsme-id/en").body()).contains("8 days");
            assertThat(get("/?lang=en").body()).doesNotContain("waits to be published");

            Files.writeString(trackers, before.replace("lifetime: P7D", "lifetime: a week"));
            Ended mistaken = volens("policy", "publish");
            assertThat(mistaken.code()).isEqualTo(1);
            assertThat(mistaken.said()).contains("'a week' is not a lifetime").containsPattern("trackers.yaml:\\d+: ");
            Files.writeString(trackers, before);
            assertThat(volens("policy", "publish").said()).contains("kept for less time", "published as ");
        }

        @Test
        void bringsACookiebotLogInOnceAndKeepsWhatCannotBeRead() throws Exception {
            Path log = Files.writeString(temporary.resolve("consents.csv"), """
                    \uFEFF"Consent key";"Date (UTC)";"IP";"User agent";"State"
                    "key-of-a-visitor-1==";"2025-11-30 09:12:03";"192.0.2.0";"Browser; with a semicolon";"necessary, statistics"
                    "key-of-a-visitor-2==";"30/11/2025 09:12";"192.0.2.0";"Browser";"necessary"
                    "-1";"2025-11-30 09:12:05";"192.0.2.0";"Browser";"necessary"
                    "key-of-a-visitor-3==";"2025-11-30 09:12:06";"192.0.2.0";"Browser
                    in two lines";"necessary:true,preferences:false,statistics:false,marketing:true"
                    """);
            Ended first = volens("import", "cookiebot", log.toString(), "--site", "itsme-id");
            assertThat(first.code()).as(first.said()).isEqualTo(1);
            assertThat(first.said()).contains(log + ": 2 rows brought in, 0 known already, 2 rejected");
            assertThat(temporary.resolve("consents.csv.rejected")).content().contains("key-of-a-visitor-2", "\"-1\"", "Consent key").doesNotContain("visitor-3");

            Ended again = volens("import", "cookiebot", log.toString(), "--site", "itsme-id");
            assertThat(again.said()).contains("0 rows brought in, 2 known already, 2 rejected");
            assertThat(volens("import", "cookiebot", log.toString(), "--site", "nowhere").said()).contains("No site has this id");
            assertThat(volens("import", "cookiebot", log.toString(), "--site", "itsme-id", "--key-column", "Nothing").said()).contains("--key-column");

            HttpResponse<String> evidence = http.send(HttpRequest.newBuilder(URI.create(volens.url()
                    + "/api/foreign-consents/cookiebot?site=itsme-id&stamp=key-of-a-visitor-3==")).header("Authorization", "Bearer "
                    + Files.readString(temporary.resolve("its data/keys/service-token")).strip()).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(evidence.body()).contains("\"given\":[\"marketing\"]", "\"line\":5").doesNotContain("192.0.2", "Browser");
        }
    }

    @Test
    void mailsFromFilesAreHandedInAndOnlyOnce() throws Exception {
        Path archive = Files.createDirectories(temporary.resolve("archive/cur"));
        String one = "From: filed-one@example.org\nSubject: Request\nMessage-ID: <filed-1@example.org>\n\nPlease send me a copy of all my personal data.\n";
        String two = "From: filed-two@example.org\nSubject: Request\nMessage-ID: <filed-2@example.org>\n\n>From you I want a copy of all my personal data.\n";
        Files.writeString(archive.resolve("all.mbox"), "From a@b.example Fri Mar  6 10:12:04 2026\n" + one + "\nFrom a@b.example Fri Mar  6 10:13:04 2026\n" + two + "\n");
        Files.writeString(archive.resolve("one.eml"), one);
        Files.writeString(archive.resolve("picture.png"), "\u0089PNG");

        Ended first = volens("mail", "import", archive.getParent().toString());
        assertThat(first.said()).endsWith("2 taken, 1 duplicates, 1 refused\n");
        assertThat(first.code()).isEqualTo(1);
        assertThat(volens("mail", "import", archive.toString()).said()).endsWith("0 taken, 3 duplicates, 1 refused\n");
        assertThat(volens("mail", "import", archive.resolve("one.eml").toString())).isEqualTo(new Ended(0, "0 taken, 1 duplicates, 0 refused\n"));
        assertThat(volens("mail", "import", temporary.resolve("nothing").toString()).said()).contains("cannot be read; name a file or a folder");
        assertThat(volens("mail", "import", archive.toString(), "--token-file", Files.writeString(temporary.resolve("wrong"), "volens_x").toString()).said())
                .contains("does not know this token");
    }

    private record Ended(int code, String said) {}

    /** A command to the running Volens, with what it says on both of its streams. */
    private Ended volens(String... arguments) {
        StringWriter said = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine line = VolensCommand.commandLine(new PrintStream(err, true, StandardCharsets.UTF_8));
        line.setOut(new PrintWriter(said, true));
        String[] where = {"--url", volens.url(), "--data", temporary.resolve("its data").toString()};
        int code = line.execute(Stream.concat(Stream.of(arguments), Stream.of(where)).toArray(String[]::new));
        return new Ended(code, err.toString(StandardCharsets.UTF_8) + said);
    }

    @Nested
    @BrowserTest
    class AVisitorOfTheDemonstrationSite {

        @Test
        void givesAndWithdrawsAndEachTimeTheReadModelFollows(Page page) throws Exception {
            page.navigate(volens.url() + "/demo/business?lang=nl");
            page.getByRole(AriaRole.DIALOG).waitFor();
            assertThat(page.context().cookies()).isEmpty();

            page.getByRole(AriaRole.BUTTON, named("Alles aanvaarden")).click();
            assertThat(answerFor(page, "marketing")).containsText("gegeven");
            assertThat(page.locator(".light.on")).hasCount(4);
            var record = page.locator("[data-record]").innerText();
            assertThat(get("/api/permissions?site=itsme-id&purpose=marketing&record=" + record).body()).contains("\"allowed\":true");

            page.navigate(volens.url() + "/demo/personal?lang=fr");
            page.getByRole(AriaRole.BUTTON, named("Retirer mon accord")).click();
            assertThat(answerFor(page, "marketing")).containsText("retiré");
            assertThat(get("/api/permissions?site=itsme-id&purpose=marketing&record=" + record).body()).contains("\"allowed\":false");
            assertThat(get("/api/consents/" + record).body()).contains("\"type\":\"given\"", "\"type\":\"withdrawn\"");
        }

        @Test
        void readsThePolicyBeforeChoosingAndChoosesThere(Page page) {
            page.navigate(volens.url() + "/policy/itsme-id/en");
            page.getByRole(AriaRole.BUTTON, named("Cookies")).waitFor();
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            PageChecks.assertAccessible(page);

            page.locator("a[href='#manage']").first().click();
            page.getByRole(AriaRole.BUTTON, named("Refuse all").setExact(true)).click();
            page.navigate(volens.url() + "/demo/account?lang=de");
            assertThat(answerFor(page, "functional")).containsText("abgelehnt");
        }

        private Page.GetByRoleOptions named(String name) {
            return new Page.GetByRoleOptions().setName(name);
        }

        private Locator answerFor(Page page, String purpose) {
            return page.locator("[data-purpose-row=" + purpose + "]");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(volens.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
