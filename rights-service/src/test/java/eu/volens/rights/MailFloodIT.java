package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.deadline.DeadlineLaw;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox full of mails at once: every one is accounted for. {@code -Dvolens.mails=10000} for more. */
class MailFloodIT {

    private static final int MAILS = Integer.getInteger("volens.mails", 300);
    private static final List<String> ASKING = List.of("Bonjour, je voudrais une copie de toutes les données que vous avez sur moi.",
            "Goedendag, ik wil graag inzage in alle gegevens die u over mij bewaart.", "Guten Tag, bitte geben Sie mir Auskunft über alle Daten, die Sie über mich "
            + "gespeichert haben.", "Hello, please send me a copy of all the personal data you hold about me.");

    /** @param state in which it comes to rest @param acknowledged whether its sender gets a letter for it */
    private record Sent(String message, Instant at, String state, String sender, boolean acknowledged) {}

    @Test
    void everyMailIsAccountedForAndEveryDeadlineIsRight(@TempDir Path folder) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Sent> sent = new ArrayList<>();
        for (int number = 0; number < MAILS; number++) {
            // Oldest first. The first half is older than what a machine acknowledges, by far.
            boolean young = number >= MAILS / 2;
            long apart = Duration.ofDays(28).toSeconds() / MAILS;
            sent.add(mail(number, now.minus(Duration.ofDays(young ? 1 : 33)).minusSeconds(apart * (MAILS - number)), young));
        }
        try (PostOffice post = new PostOffice(); LedgerStandIn ledger = new LedgerStandIn()) {
            sent.forEach(mail -> post.file("INBOX", mail.message(), mail.at()));
            try (RunningRights rights = new RunningRights(folder, post, ledger, new SettableClock())) {
                Eventually.progress("all are at rest", () -> rights.database().sql("SELECT count(*) FROM incoming_mail WHERE state <> 'kept'")
                        .query(Integer.class).single(), MAILS);
                accountedFor(rights, sent);
                Eventually.progress("the list has every case", () -> rights.database().sql("SELECT count(*) FROM case_list").query(Integer.class).single(),
                        (int) sent.stream().filter(mail -> mail.state().equals("case")).count());
                deadlines(rights, sent);
                int letters = (int) sent.stream().filter(Sent::acknowledged).count();
                Eventually.progress("every letter is out", () -> rights.database().sql("SELECT count(*) FROM letter WHERE state = 'recorded'")
                        .query(Integer.class).single(), letters);
                assertThat(sent.stream().filter(Sent::acknowledged)).allMatch(mail -> post.inbox(mail.sender()).size() == 1);
                assertThat(rights.database().sql("SELECT count(*) FROM letter").query(Integer.class).single()).isEqualTo(letters);
            }
        }
    }

    private static Sent mail(int number, Instant at, boolean young) {
        String sender = "person-" + number + "@example.org";
        int before = number - number % 10;
        String request = request(number, sender);
        return switch (number % 10) {
            case 5 -> new Sent("Received: by mx.example\n" + request(before, "person-" + before + "@example.org"), at, "duplicate", sender, false);
            case 6 -> new Sent(head("person-" + (before + 1) + "@example.org", number) + "References: <flood-" + (before + 1) + "@example.org>\n\nAny news?\n",
                    at, "joined", sender, false);
            case 7 -> new Sent(head(sender, number) + "List-Id: <news.example.org>\n\nBig sale of everything!\n", at, "set-aside", sender, false);
            case 8 -> new Sent(head("MAILER-DAEMON@mx.example", number) + "\nYour mail could not be delivered: 550 5.1.1 <dsr.2026-000001." + "0".repeat(32)
                    + "@itsme.be>\n", at, "set-aside", sender, false);
            case 9 -> new Sent(head(sender, number) + "Content-Type: multipart/mixed; boundary=none\nContent-Transfer-Encoding: base64\n\n\u0001\u0002=?broken?=\n",
                    at, "case", sender, young);
            default -> new Sent(request, at, "case", sender, young);
        };
    }

    private static String request(int number, String sender) {
        return head(sender, number) + "Content-Type: text/plain; charset=utf-8\n\n" + ASKING.get(number % ASKING.size()) + "\n";
    }

    private static String head(String sender, int number) {
        return "From: " + sender + "\nSubject: " + number + "\nMessage-ID: <flood-" + number + "@example.org>\n";
    }

    private static void accountedFor(RunningRights rights, List<Sent> sent) {
        Map<Long, String> states = new TreeMap<>();
        rights.database().sql("SELECT uid, state FROM incoming_mail").query((row, i) -> states.put(row.getLong(1), row.getString(2))).list();
        Map<Long, String> expected = new TreeMap<>();
        for (int at = 0; at < sent.size(); at++) {
            expected.put(at + 1L, sent.get(at).state());
        }
        assertThat(states).isEqualTo(expected);
    }

    private static void deadlines(RunningRights rights, List<Sent> sent) {
        DeadlineLaw law = rights.bean(DeadlineLaw.class);
        List<Boolean> right = rights.database().sql("SELECT m.uid, c.received_at, c.received_on, c.due_on FROM case_list c JOIN incoming_mail m USING (case_id)")
                .query((row, i) -> {
                    Instant at = sent.get((int) row.getLong(1) - 1).at();
                    Deadline deadline = law.receivedAt(at);
                    return row.getObject(2, OffsetDateTime.class).toInstant().equals(at) && row.getObject(3, LocalDate.class).equals(deadline.receivedOn())
                            && row.getObject(4, LocalDate.class).equals(deadline.dueOn());
                }).list();
        assertThat(right).hasSize((int) sent.stream().filter(mail -> mail.state().equals("case")).count()).doesNotContain(false);
    }
}
