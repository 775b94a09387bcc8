package eu.volens.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.standalone.system.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month in a minute: received on Thursday 6 March 2098, due on Monday 7 April, overdue the day after. */
class LivedThroughIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path temporary = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Volens volens;

    @BeforeEach
    void start() {
        volens = new Volens(new Settings(0, 0, 0, temporary.resolve("data"), Path.of(System.getProperty("volens.root", "..")).resolve("controllers"),
                "belgian-mobile-id", Instant.parse("2098-03-06T09:00:00Z")), Surroundings.real(),
                new Progress(new PrintStream(console, true, StandardCharsets.UTF_8)), Assertions::fail);
        volens.start();
    }

    @AfterEach
    void end() {
        volens.close();
    }

    @Test
    void aCaseIsReceivedRemindedOfAndOverdueWithinAMinute() throws Exception {
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("shows 2098-03-06T09:", volens.url() + "/clock");
        Mails.send(volens.smtpPort(), "ada@example.org", "privacy@itsme.be", "My data", "Please send me a copy of all the personal data you hold about me.");
        await("/mailbox/ada@example.org?lang=en", "Your request 2098-000001");

        assertThat(get("/?lang=en")).contains("The clock is set");
        assertThat(move("by=P7D")).as("the person has not confirmed").isEqualTo(302);
        await("/mailbox/dpo@itsme.be", "Dossier 2098-000001 : la personne n’a pas confirmé son identité");
        assertThat(move("to=2098-03-31T08:00")).isEqualTo(302);
        await("/mailbox/dpo@itsme.be", "Dossier 2098-000001 : il reste une semaine");
        assertThat(move("by=P7D")).isEqualTo(302);
        await("/mailbox/legal@itsme.be", "Dossier 2098-000001 : c’est aujourd’hui le dernier jour");
        assertThat(move("by=P1D")).isEqualTo(302);
        await("/mailbox/legal@itsme.be", "Dossier 2098-000001 : délai dépassé");
        assertThat(get("/mailbox/dpo@itsme.be")).contains("délai dépassé").doesNotContain("ada@example.org", "Ada");

        assertThat(move("to=2098-03-31T08:00")).as("it never goes back").isEqualTo(422);
        assertThat(move("by=-PT1H")).isEqualTo(422);
        assertThat(move("by=a+while")).isEqualTo(422);
        assertThat(get("/clock?lang=nl")).contains("2098", "Een week vooruit");
        assertThat(send(HttpRequest.newBuilder(URI.create(volens.url() + "/clock")).header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("by=P7D"))).statusCode())
                .as("not from another site's page").isEqualTo(403);
    }

    private int move(String form) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(volens.url() + "/clock")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))).statusCode();
    }

    private String get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(volens.url() + path))).body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void await(String path, String content) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String body = get(path); !body.contains(content); body = get(path)) {
            assertThat(System.nanoTime()).as(body).isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
