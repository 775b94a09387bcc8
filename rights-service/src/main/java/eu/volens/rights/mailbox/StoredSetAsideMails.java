package eu.volens.rights.mailbox;

import eu.volens.eventstore.personal.Personal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link SetAsideMails} from the kept messages. */
public final class StoredSetAsideMails implements SetAsideMails {

    private final JdbcClient database;
    private final KeptMails mails;
    private final Intake intake;

    public StoredSetAsideMails(JdbcClient database, KeptMails mails, Intake intake) {
        this.database = database;
        this.mails = mails;
        this.intake = intake;
    }

    @Override
    public Page list(int page, int size) {
        List<Mail> shown = database.sql("""
                SELECT mail_id FROM incoming_mail WHERE state = 'set-aside' ORDER BY received_at DESC, mail_id LIMIT ? OFFSET ?""")
                .params(size, (long) page * size).query(UUID.class).list().stream()
                .flatMap(id -> find(id).stream()).toList();
        long total = database.sql("SELECT count(*) FROM incoming_mail WHERE state = 'set-aside'").query(Long.class).single();
        return new Page(shown, page, size, total);
    }

    @Override
    public Optional<Mail> find(UUID mailId) {
        return mails.find(mailId).filter(kept -> kept.state().equals("set-aside")).map(this::shown);
    }

    private Mail shown(KeptMails.Kept kept) {
        String reason = kept.reason() == null ? "" : kept.reason();
        return mails.open(kept).map(MailReader::read)
                .map(mail -> new Mail(kept.mailId(), kept.receivedAt(), reason, Personal.of(sender(mail)),
                        Personal.of(mail.subject()), Personal.of(SecretLinks.masked(mail.text()))))
                .orElseGet(() -> new Mail(kept.mailId(), kept.receivedAt(), reason, Personal.erased(), Personal.erased(), Personal.erased()));
    }

    private static String sender(ReadMail mail) {
        String address = mail.from().map(from -> from.text()).orElse("");
        return mail.name().isEmpty() ? address : mail.name() + " <" + address + ">";
    }

    @Override
    public Optional<UUID> openCase(UUID mailId, String by) {
        return mails.find(mailId).flatMap(kept -> switch (kept.state()) {
            case "set-aside" -> intake.openByHand(kept);
            case "case" -> Optional.of(kept.caseId());
            default -> Optional.empty();
        });
    }
}
