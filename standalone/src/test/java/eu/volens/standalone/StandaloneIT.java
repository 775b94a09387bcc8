package eu.volens.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneIT {

    @TempDir
    static Path temporary;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Volens volens;

    @BeforeAll
    void start() {
        volens = new Volens(settings(0), Surroundings.real(), new Progress(new PrintStream(console, true, StandardCharsets.UTF_8)));
        volens.start();
    }

    @AfterAll
    void end() {
        volens.close();
    }

    private static Settings settings(int port) {
        Path root = Path.of(System.getProperty("volens.root", ".."));
        return new Settings(port, 0, 0, temporary.resolve("its data"), root.resolve("controllers"), "belgian-mobile-id");
    }

    @Test
    void theConsoleSaysWhereEverythingIsAndEndsWithReady() {
        assertThat(console.toString(StandardCharsets.UTF_8)).contains(volens.url() + "/mailbox", "PostgreSQL", "privacy@itsme.be").endsWith("Volens is ready\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?lang=nl", "/mailbox", "/mailbox/write", "/mailbox/privacy@itsme.be", "/policy/itsme-id/fr", "/style/volens.css",
        "/api/openapi/ledger", "/api/openapi/projections", "/api/sites/itsme-id/areas/business/banner?lang=de"})
    void aPageAnswers(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void anAddressThatLeadsNowhereGetsAFriendlyPageInTheReadersLanguage() throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(volens.url() + "/nowhere"))
                .header("Accept", "text/html").header("Accept-Language", "nl").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Deze pagina bestaat niet").doesNotContain("Whitelabel", "Tomcat");
    }

    @Test
    void aFolderInUseIsRefused() {
        assertThatThrownBy(() -> new Volens(settings(0), Surroundings.real(), new Progress(System.out)).start())
                .isInstanceOf(Refusal.class).hasMessageContaining("in use by another Volens");
    }

    @Test
    void aTakenPortIsRefusedNamingItsOption() {
        Settings taken = settings(Integer.parseInt(volens.url().substring(volens.url().lastIndexOf(':') + 1)));
        assertThatThrownBy(() -> new Volens(taken, Surroundings.real(), new Progress(System.out)).start())
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

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(volens.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
