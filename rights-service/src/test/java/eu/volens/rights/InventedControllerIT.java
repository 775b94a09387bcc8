package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.delivery.Downloads;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.Status;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another controller, of two languages and no data holder: nothing of the shipped one is hard-wired. */
class InventedControllerIT {

    private static final String BAKERY = "bread@tulip.example";

    @Test
    void aBakeryAnswersInItsOwnWordsAndItsLinksRunOut(@TempDir Path folder) throws IOException {
        SettableClock clock = new SettableClock();
        Map<String, Object> settings = Map.of("volens.controllers-dir", Path.of("src/test/resources/controllers"), "volens.controller", "tulip-bakery");
        try (PostOffice post = new PostOffice(); LedgerStandIn ledger = new LedgerStandIn();
                RunningRights rights = new RunningRights(folder, post, ledger, clock, settings)) {
            post.send("sam@example.org", "From: sam@example.org\nTo: " + BAKERY + "\nSubject: Auskunft\nMessage-ID: <sam@example.org>\n\n"
                    + "Guten Tag, bitte geben Sie mir Auskunft über alle Daten, die Sie über mich gespeichert haben.\n");
            MimeMessage letter = post.await("sam@example.org", "Broodvraag");
            CaseFile file = rights.caseOf("sam@example.org");
            assertThat(file.language()).as("German is not theirs; their first is").isEqualTo("nl");
            assertThat(file.deadline().zone()).isEqualTo("Europe/Amsterdam");
            assertThat(PostOffice.header(letter, "From")).contains(BAKERY);
            assertThat(PostOffice.header(letter, "Message-ID")).endsWith("@tulip.example>");

            rights.bean(IdentityLinks.class).confirm(PostOffice.token(letter, "identity"), Set.of());
            assertThat(rights.await(file.caseId(), Status.IN_REVIEW).holders()).isEmpty();
            rights.send(new ApproveAnswer(file.caseId(), "dpo", clock.instant()));
            String token = PostOffice.token(post.await("sam@example.org", "Broodantwoord"), "download");

            Downloads downloads = rights.bean(Downloads.class);
            assertThat(downloads.look(token)).isInstanceOf(Downloads.Ready.class);
            clock.advance(Duration.ofMinutes(61));
            assertThat(downloads.take(token, parcel -> { })).isInstanceOf(Downloads.Expired.class);
            Eventually.is("what nobody can fetch any more is purged", () ->
                    rights.database().sql("SELECT state FROM package").query(String.class).single().equals("expired"));
            assertThat(rights.file(file.caseId()).status()).isEqualTo(Status.ANSWERED);
        }
    }
}
