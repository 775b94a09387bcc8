package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.Status;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The service is killed between any two stages of a mail, again and again, and takes it up where it was: no mail is lost, none is answered
 * twice. {@code -Dvolens.mail-crashes=} for more kills, {@code -Dvolens.mail-crashes.seed=} for the same ones.
 */
class MailCrashIT {

    private static final int CRASHES = Integer.getInteger("volens.mail-crashes", 2);
    private static final long SEED = Long.getLong("volens.mail-crashes.seed", 20_261_125L);
    private static final int MAILS_A_ROUND = 6;

    /** After what it is killed. */
    private enum Moment {
        /** A mail is kept, and not understood. */
        KEPT("SELECT count(*) FROM incoming_mail"),
        /** A case has begun, and its mail does not know perhaps. */
        BEGUN("SELECT count(*) FROM event_log WHERE type = 'request.received/1'"),
        /** A mail is at rest. */
        UNDERSTOOD("SELECT count(*) FROM incoming_mail WHERE state <> 'kept'"),
        /** A letter is wanted. */
        WANTED("SELECT count(*) FROM letter"),
        /** A letter is written, and not sent. */
        WRITTEN("SELECT count(*) FROM letter WHERE state <> 'wanted'"),
        /** The mail server has a letter and has not said so. */
        HANDED_OVER(""),
        /** A letter is out, and its case may not know. */
        SENT("SELECT count(*) FROM letter WHERE state IN ('sent', 'recorded')");

        private final String count;

        Moment(String count) {
            this.count = count;
        }
    }

    @Test
    void noMailIsLostAndNoneIsAnsweredTwice(@TempDir Path folder) throws Exception {
        Random random = new Random(SEED);
        List<String> senders = new ArrayList<>();
        String url = TestDatabase.createUrl();
        try (PostOffice post = new PostOffice(); LedgerStandIn ledger = new LedgerStandIn()) {
            Map<String, Object> settings = RunningRights.settings(folder, post, ledger, url);
            Path log = Files.createFile(folder.resolve("process.log"));
            for (int crash = 0; crash < CRASHES; crash++) {
                Moment moment = crash < Moment.values().length ? Moment.values()[(crash * 3 + 1) % Moment.values().length]
                        : Moment.values()[random.nextInt(Moment.values().length)];
                round(post, senders, settings, log, url, moment, 1 + random.nextInt(MAILS_A_ROUND - 1));
            }
            try (RunningRights rights = new RunningRights(folder, post, ledger, new SettableClock(), Map.of("spring.datasource.url", url))) {
                everyMailIsAcknowledgedOnce(rights, post, senders);
                theAnswerGoesOutOnceToo(rights, post, senders.getFirst());
            }
        }
    }

    /** @param after how many times it has to come to that moment before the kill */
    private static void round(PostOffice post, List<String> senders, Map<String, Object> settings, Path log, String url, Moment moment, int after) {
        JdbcClient database = database(url);
        AtomicInteger handedOver = new AtomicInteger();
        try (RightsProcess process = new RightsProcess(settings, log)) {
            post.onLetter(() -> {
                if (handedOver.incrementAndGet() == after && moment == Moment.HANDED_OVER) {
                    process.kill();
                }
            });
            Supplier<Integer> count = moment == Moment.HANDED_OVER ? handedOver::get : () -> countOf(database, moment.count);
            int before = count.get();
            for (int i = 0; i < MAILS_A_ROUND; i++) {
                String sender = "crash-" + senders.size() + "@example.org";
                senders.add(sender);
                post.send(sender, "From: " + sender + "\nSubject: access request\nMessage-ID: <" + sender + ">\n\n"
                        + "Hello, please send me a copy of all the personal data you hold about me. Thank you very much.\n");
            }
            Eventually.is("it comes to " + moment, () -> {
                assertThat(process.isRunning() || handedOver.get() >= after).as("it runs: %s", log).isTrue();
                return count.get() >= before + after;
            });
        } finally {
            post.onLetter(() -> { });
        }
    }

    /** Nothing yet where the tables are not there yet. */
    private static int countOf(JdbcClient database, String sql) {
        try {
            return database.sql(sql).query(Integer.class).single();
        } catch (BadSqlGrammarException noTables) {
            return 0;
        }
    }

    private static JdbcClient database(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url + (url.contains("?") ? "&" : "?") + "currentSchema=rights");
        return JdbcClient.create(database);
    }

    private static void everyMailIsAcknowledgedOnce(RunningRights rights, PostOffice post, List<String> senders) {
        Eventually.progress("every letter is recorded", () -> rights.database().sql("SELECT count(*) FROM letter WHERE state = 'recorded'")
                .query(Integer.class).single(), senders.size());
        assertThat(rights.database().sql("SELECT count(*) FROM incoming_mail WHERE state = 'case'").query(Integer.class).single()).isEqualTo(senders.size());
        assertThat(rights.database().sql("SELECT count(*) FROM incoming_mail").query(Integer.class).single()).isEqualTo(senders.size());
        Eventually.is("the list has every case", () -> rights.cases().size() == senders.size());
        assertThat(rights.cases().stream().map(row -> rights.file(row.caseId()).correspondent().address().orElse("erased")))
                .containsExactlyInAnyOrderElementsOf(senders);
        assertThat(rights.cases()).allSatisfy(row -> assertThat(rights.bean(KeptMails.class).ofCase(row.caseId()).orElseThrow().text().isErased())
                .as("the mail of %s can be read", row.caseNumber()).isFalse());
        // A letter that the server had when the kill came goes out again under the same id, which mail programs show once.
        assertThat(senders).allSatisfy(sender -> assertThat(post.inbox(sender).stream().map(letter -> PostOffice.header(letter, "Message-ID")).distinct())
                .as("letters to %s", sender).hasSize(1));
        assertThat(senders.stream().filter(sender -> post.inbox(sender).size() > 1)).as("sent again, at most one for each kill").hasSizeLessThanOrEqualTo(CRASHES);
    }

    private static void theAnswerGoesOutOnceToo(RunningRights rights, PostOffice post, String sender) {
        MimeMessage letter = post.inbox(sender).getFirst();
        UUID caseId = rights.caseOf(sender).caseId();
        rights.bean(IdentityLinks.class).confirm(PostOffice.token(letter, "identity"), Set.of());
        rights.await(caseId, Status.IN_REVIEW);
        rights.send(new ApproveAnswer(caseId, "dpo", Instant.now()));
        post.await(sender, "Answer to your request");
        CaseFile answered = rights.await(caseId, Status.ANSWERED);
        assertThat(answered.letters()).hasSize(2);
    }
}
