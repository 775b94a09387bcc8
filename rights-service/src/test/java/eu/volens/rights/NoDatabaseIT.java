package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.LogStoppedException;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Browser.Page;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.Status;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The database goes away and comes back; later its disk fails, and that does not mend itself. */
class NoDatabaseIT {

    private static final String ADDRESS = "noor@example.org";
    private static final Map<String, String> TITLES = Map.of("en", "We are not ready just now", "fr", "Nous ne sommes pas prêts",
            "nl", "Wij zijn er even niet klaar voor", "de", "Wir sind gerade nicht bereit");

    @Test
    void whoComesMeanwhileIsAskedToComeBackAndThenServed(@TempDir Path folder) {
        try (PostOffice post = new PostOffice(); LedgerStandIn ledger = new LedgerStandIn();
                RunningRights rights = new RunningRights(folder, post, ledger, new SettableClock(),
                        Map.of("spring.datasource.hikari.connection-timeout", 500))) {
            Browser person = new Browser(rights.address());
            post.send(ADDRESS, "From: " + ADDRESS + "\nSubject: access request\nMessage-ID: <1@example.org>\n\nA copy of my data please.\n");
            CaseFile file = rights.caseOf(ADDRESS);
            String link = "/identity/" + PostOffice.token(post.await(ADDRESS, "Your request"), "identity");
            Eventually.is("the letter is noted", () -> rights.file(file.caseId()).status() == Status.AWAITING_IDENTITY);
            assertThat(person.get(link).status()).isEqualTo(200);

            rights.databaseGoesAway();
            TITLES.forEach((language, title) -> {
                asksToComeBack(person.speaking(language).get(link), title);
                asksToComeBack(person.speaking(language).get("/download/0123456789012345678901234567890123456789012"), title);
            });
            asksToComeBack(person.speaking("en").post(link, Map.of("typed", "")), TITLES.get("en"));
            assertThat(person.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(person.get("/actuator/health/liveness").status()).isEqualTo(200);

            rights.databaseComesBack();
            Eventually.is("ready again", () -> person.get("/actuator/health/readiness").status() == 200);
            // The first to write may find the broken connection, and is asked to come back once more.
            Eventually.is("confirmed", () -> person.post(link, Map.of("typed", "")).status() == 302);
            rights.await(file.caseId(), Status.IN_REVIEW);

            whenTheDiskFails(rights, file, person);
        }
    }

    private static void asksToComeBack(Page page, String title) {
        assertThat(page.status()).as(page.text()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isEqualTo("5");
        assertThat(page.text()).contains(title);
    }

    private static void whenTheDiskFails(RunningRights rights, CaseFile file, Browser person) {
        assertThat(writer(rights)).isEqualTo("UP");
        rights.database().sql("""
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'could not fsync' USING ERRCODE = '58030'; END $$""").update();
        rights.database().sql("CREATE TRIGGER disk BEFORE INSERT ON event_log EXECUTE FUNCTION fail()").update();
        var close = new CloseRequest(file.caseId(), Outcome.HANDLED_BY_HAND, "dpo", Personal.of(""), new SettableClock().instant());
        assertThatThrownBy(() -> rights.send(close)).isInstanceOf(LogUnavailableException.class);
        Eventually.is("it knows that it is down", () -> writer(rights).equals("DOWN"));
        assertThat(person.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(person.get("/actuator/health/liveness").status()).isEqualTo(503);
        var told = rights.bean(HealthIndicator.class, "writerHealthIndicator").health();
        assertThat(told.getDetails()).hasEntrySatisfying("reason", why -> assertThat(why.toString()).contains("disk failed"))
                .containsEntry("waitingEvents", 0);

        rights.database().sql("DROP TRIGGER disk ON event_log").update();
        assertThatThrownBy(() -> rights.send(close)).isInstanceOf(LogStoppedException.class);
        rights.stop();
        rights.startAgain();
        rights.send(close);
        assertThat(writer(rights)).isEqualTo("UP");
    }

    private static String writer(RunningRights rights) {
        return rights.bean(HealthIndicator.class, "writerHealthIndicator").health().getStatus().getCode();
    }
}
