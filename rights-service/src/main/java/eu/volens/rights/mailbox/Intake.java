package eu.volens.rights.mailbox;

import eu.volens.eventstore.LogOverloadedException;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.Ids;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.door.Arrival;
import eu.volens.rights.door.CaseOpening;
import eu.volens.rights.door.Channel;
import eu.volens.rights.doubt.Doubts;
import eu.volens.rights.doubt.Signs;
import eu.volens.rights.language.LanguageGuess;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.recognition.RightRules;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.RequestCommand.RecordBounce;
import eu.volens.rights.request.RequestCommand.RecordMessage;
import eu.volens.rights.request.RequestEvent.RequestMerged;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import eu.volens.rights.round.Trouble;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns kept messages into cases, one by one. The command comes first and the row after it: a crash between the two means that the same
 * command comes again, and the case says that nothing is new. A message that cannot be worked on, for whatever reason, becomes a case
 * for a human after a few tries; none is ever dropped.
 */
public final class Intake {

    private static final int TRIES_BEFORE_A_HUMAN = 3;
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
    /** Automatic letters to one person a day: enough for anyone, and the end of two machines writing to each other. */
    private static final int ACKNOWLEDGED_PER_DAY_MAX = 5;
    /** What has neither an id nor a date looks like the next of its kind: beyond this it is another one. Rather two cases than none. */
    private static final Duration SAME_WITHIN = Duration.ofDays(1);
    private static final int CONSENT_RECORDS_MAX = 50;
    /** A case was joined to another, and that to another: longer chains end where they are. */
    private static final int MERGED_MAX = 10;

    private static final Pattern CONSENT_RECORD =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}\\b");
    private static final String SAME_TIME = "(NOT ? OR received_at BETWEEN ? AND ?)";
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** What intake asks of others. */
    public record Parts(KeptMails mails, ErasedMails erased, Correspondents correspondents, PersonKeys keys, LookupKey lookup, LanguageGuess language,
            CaseLog cases, SentLetters letters, CaseOpening opening, Doubts doubts, Ids ids, CommandGateway commands) {}

    private final Parts parts;
    private final Threads threads;
    private final MailAddress own;
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** @param own the mailbox's own address */
    public Intake(Parts parts, MailAddress own, JdbcClient database, TransactionTemplate transaction, Clock clock) {
        this.parts = parts;
        this.threads = new Threads(database, parts.letters(), parts.lookup(), parts.keys());
        this.own = own;
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Understands the next kept message. @return whether there was one */
    public boolean understandOne() {
        Optional<KeptMails.Kept> claimed = parts.mails().claim();
        claimed.ifPresent(this::understand);
        return claimed.isPresent();
    }

    private void understand(KeptMails.Kept kept) {
        try {
            Optional<PersonId> noLongerNeeded = transaction.execute(status -> settle(kept));
            // Only now: while the transaction was open, the message still rested under this key.
            noLongerNeeded.ifPresent(parts.keys()::destroy);
        } catch (LetterUnderWay soon) {
            parts.mails().retryAt(kept.mailId(), clock.instant().plus(RETRY_DELAY), false);
        } catch (RuntimeException e) {
            LOG.warn("Message {} could not be worked on (try {}): {}", kept.mailId(), kept.tries(), Trouble.of(e));
            parts.mails().retryAt(kept.mailId(), clock.instant().plus(RETRY_DELAY.multipliedBy(Math.min(kept.tries(), 30))), !isPassing(e));
        }
    }

    /** What is the database's trouble and not the message's: it never makes a message count as unreadable. */
    private static boolean isPassing(RuntimeException e) {
        return e instanceof LogUnavailableException || e instanceof LogOverloadedException || e instanceof ConcurrencyException
                || e instanceof TransientDataAccessException || e instanceof NonTransientDataAccessResourceException
                || e instanceof RecoverableDataAccessException || e instanceof TransactionException;
    }

    /** @return the provisional person whose key is no longer needed */
    private Optional<PersonId> settle(KeptMails.Kept kept) {
        Optional<byte[]> raw = parts.mails().open(kept);
        if (raw.isEmpty()) {
            close(kept, kept.person(), kept.sealed(), "set-aside", "erased");
            return Optional.empty();
        }
        byte[] bytes = raw.get();
        boolean giveUp = kept.tries() > TRIES_BEFORE_A_HUMAN;
        ReadMail mail = MailReader.read(giveUp ? new byte[0] : bytes);
        byte[] content = contentHmac(kept, mail, bytes, giveUp);
        byte[] messageId = parts.lookup().hmac("message-id", mail.messageId().orElse(""));
        oneAtATime(content);
        Message message = new Message(kept, mail, bytes, content, messageId);
        Optional<CaseFacts> begun = parts.cases().find(kept.caseId());
        if (begun.isPresent()) {
            // A crash, or a database that went away, came between the command and the row; its try may not have been counted. What may look
            // different by now does not matter: it opened this case.
            return goOn(message, begun.get().person());
        }
        if (parts.erased().know(content, messageId)) {
            takeAway(message);
            return Optional.of(kept.person());
        }
        Optional<PersonId> sameFrom = whoWrote(message);
        if (sameFrom.isPresent()) {
            return rest(message, sameFrom.get(), "duplicate", null, null);
        }
        PersonId person = mail.from().map(address ->
                parts.correspondents().findOrAdd(address, mail.name(), kept.person(), clock.instant())).orElse(kept.person());
        return place(message, person, threads.of(mail, person));
    }

    private Optional<PersonId> goOn(Message message, PersonId person) {
        if (parts.keys().find(List.of(person)).isEmpty()) {
            takeAway(message);
            return Optional.of(message.kept().person());
        }
        ReadMail mail = message.mail();
        mail.from().ifPresent(address -> parts.correspondents().findOrAdd(address, mail.name(), person, clock.instant()));
        parts.opening().doubt(message.kept().caseId(), new Arrival.Sender(person, mail.from(), mail.name()), parts.doubts().of(signs(mail)));
        return rest(message, person, "case", null, threads.of(mail, person).orElse(null));
    }

    /** A message being settled, and what it is told apart by. */
    private record Message(KeptMails.Kept kept, ReadMail mail, byte[] bytes, byte[] content, byte[] messageId) {}

    /** @param place to which case it belongs, or seems to */
    private Optional<PersonId> place(Message message, PersonId person, Optional<Threads.Place> place) {
        ReadMail mail = message.mail();
        Optional<CaseFacts> thread = place.filter(Threads.Place::sameSender).flatMap(here -> goesOnAs(here.caseId()));
        // The subject of an answer repeats ours, and would ask again for what was asked before.
        List<Right> rights = RightRules.find(thread.isPresent() ? "" : mail.subject(), mail.ownText());
        return switch (Triage.of(mail, own, thread.isPresent(), rights)) {
            case Triage.OpenCase(boolean acknowledge) when thread.isEmpty() || asksAnew(rights, thread.get().rights(), thread.get().status()) -> {
                open(message.kept(), mail, person, rights, acknowledge, place.filter(seeming -> !seeming.sameSender()).isPresent());
                yield rest(message, person, "case", null, place.orElse(null));
            }
            case Triage.OpenCase _ -> join(message, person, thread.orElseThrow(), place.orElseThrow());
            case Triage.SetAside(Triage.Reason reason) when thread.isPresent() && isForAHuman(reason, rights) ->
                    join(message, person, thread.get(), place.orElseThrow());
            case Triage.SetAside(Triage.Reason reason) -> setAside(message, person, reason, place.filter(Threads.Place::sameSender));
        };
    }

    /** The case itself, or the one with which it was joined. */
    private Optional<CaseFacts> goesOnAs(UUID caseId) {
        Optional<CaseFacts> facts = parts.cases().find(caseId);
        for (int i = 0; i < MERGED_MAX; i++) {
            Optional<UUID> into = facts.flatMap(here -> here.last(RequestMerged.class)).map(RequestMerged::into);
            if (into.isEmpty()) {
                break;
            }
            facts = parts.cases().find(into.get());
        }
        return facts;
    }

    /**
     * Whether an answer is a request of its own, with a month of its own: it asks for a right that its case is not about, or for any right
     * once that case is closed. What an open case is about, or might be about while nobody has said, is part of that case: its month, which
     * began earlier, counts.
     */
    static boolean asksAnew(List<Right> asked, List<Right> ofCase, Status status) {
        return !asked.isEmpty() && (status == Status.CLOSED || !ofCase.isEmpty() && !ofCase.containsAll(asked));
    }

    /** An answer by hand, or one by machine that asks for something: agents of people have machines. */
    private static boolean isForAHuman(Triage.Reason reason, List<Right> rights) {
        return reason == Triage.Reason.REPLY || reason == Triage.Reason.AUTOMATIC_REPLY && !rights.isEmpty();
    }

    /** Nothing is answered by machine, and a closed case stays closed: the case shows that there is something to read. */
    private Optional<PersonId> join(Message message, PersonId person, CaseFacts thread, Threads.Place place) {
        KeptMails.Kept kept = message.kept();
        parts.commands().sendAndWait(new RecordMessage(thread.caseId(), kept.mailId(), place.how().wireName(), kept.receivedAt(), clock.instant()));
        ReadMail mail = message.mail();
        parts.opening().doubt(thread.caseId(), new Arrival.Sender(person, mail.from(), mail.name()), parts.doubts().of(signs(mail)));
        return rest(message, person, "joined", null, new Threads.Place(thread.caseId(), place.how(), true));
    }

    private Optional<PersonId> setAside(Message message, PersonId person, Triage.Reason reason, Optional<Threads.Place> place) {
        Optional<Quoted> letter = quoted(message);
        PersonId about = letter.map(quoted -> quoted.letter().person()).orElse(person);
        // When the sender was new, their address rests under this key.
        Optional<PersonId> noLongerNeeded = person.equals(message.kept().person()) ? Optional.empty() : Optional.of(message.kept().person());
        if (parts.keys().find(List.of(about)).isEmpty()) {
            takeAway(message);
            return noLongerNeeded;
        }
        Threads.Place belongs = letter.map(quoted -> new Threads.Place(quoted.letter().caseId(), Threads.How.LETTER, true)).or(() -> place).orElse(null);
        String why = letter.isPresent() && reason == Triage.Reason.BOUNCE ? report(letter.get()) : reason.wireName();
        rest(message, about, "set-aside", why, belongs);
        return noLongerNeeded;
    }

    /** A letter of ours that a message quotes: it belongs to whom that went to, and goes with them. */
    private record Quoted(SentLetters.Sent letter, DeliveryReport report) {}

    private Optional<Quoted> quoted(Message message) {
        DeliveryReport report = DeliveryReport.read(message.mail(), message.bytes());
        Map<String, SentLetters.Sent> ours = parts.letters().withIds(report.letters()).stream()
                .collect(Collectors.toMap(SentLetters.Sent::messageId, Function.identity()));
        return report.letters().stream().map(ours::get).flatMap(Stream::ofNullable).findFirst().map(letter -> new Quoted(letter, report));
    }

    /** Only what failed for good is told to the case. @return why the report is set aside */
    private String report(Quoted quoted) {
        SentLetters.Sent letter = quoted.letter();
        if (quoted.report().outcome() == DeliveryReport.Outcome.FAILED) {
            switch (letter.state()) {
                case UNDER_WAY -> throw new LetterUnderWay();
                case RECORDED -> recordBounce(letter, quoted.report().code());
                case DROPPED -> LOG.debug("A letter of case {} came back that was never sent", letter.caseId());
            }
        }
        return quoted.report().outcome().reason();
    }

    private void recordBounce(SentLetters.Sent letter, String code) {
        try {
            parts.commands().sendAndWait(new RecordBounce(letter.caseId(), letter.letterId(), code, clock.instant()));
        } catch (RequestRefusedException refused) {
            LOG.debug("Case {} did not take a bounce: {}", letter.caseId(), refused.reason());
        }
    }

    /** A letter came back before its case knows that it went out. It will: the outbox goes on until it does. */
    private static final class LetterUnderWay extends RuntimeException {
        LetterUnderWay() {
            super("the letter is under way", null, false, false);
        }
    }

    /** Keeps the message for good, under the key of whom it belongs to. @return the provisional person whose key is no longer needed */
    private Optional<PersonId> rest(Message message, PersonId person, String state, @Nullable String reason, Threads.@Nullable Place place) {
        KeptMails.Kept kept = message.kept();
        boolean same = person.equals(kept.person());
        close(kept, person, same ? kept.sealed() : parts.mails().seal(kept.mailId(), person, message.bytes()), state, reason);
        database.sql("UPDATE incoming_mail SET content_hmac = ?, message_id_hmac = ?, about_case = ?, how = ? WHERE mail_id = ?")
                .params(Arrays.asList(message.content(), message.messageId(), place == null ? null : place.caseId(),
                        place == null ? null : place.how().wireName(), kept.mailId())).update();
        return same ? Optional.empty() : Optional.of(kept.person());
    }

    /** A message of somebody who was erased: neither kept nor left in the mailbox. */
    private void takeAway(Message message) {
        parts.erased().want(message.kept(), message.content(), message.messageId());
        close(message.kept(), message.kept().person(), null, "set-aside", "erased");
    }

    /**
     * Somebody found a request in a message that was set aside. It is the sender's from now on, also when it rested under the key of whom a
     * letter that it quotes went to.
     *
     * @return its case; empty when the message was erased
     */
    Optional<UUID> openByHand(KeptMails.Kept kept) {
        return parts.mails().open(kept).map(bytes -> {
            ReadMail mail = MailReader.read(bytes);
            PersonId person = parts.cases().find(kept.caseId()).map(CaseFacts::person).orElseGet(() -> sender(kept, mail));
            boolean same = person.equals(kept.person());
            open(kept, mail, person, RightRules.find(mail.subject(), mail.ownText()), false, !same);
            database.sql("UPDATE incoming_mail SET state = 'case', person = ?, sealed = ? WHERE mail_id = ? AND state = 'set-aside'")
                    .params(Arrays.asList(person.value(), same ? kept.sealed() : parts.mails().seal(kept.mailId(), person, bytes), kept.mailId()))
                    .update();
            return kept.caseId();
        });
    }

    /** The address rests under a key since the message was set aside, unless its person was erased: then it is somebody new. */
    private PersonId sender(KeptMails.Kept kept, ReadMail mail) {
        return mail.from().map(address -> parts.correspondents().findOrAdd(address, mail.name(), new PersonId(parts.ids().random()), clock.instant()))
                .orElse(kept.person());
    }

    private void open(KeptMails.Kept kept, ReadMail mail, PersonId person, List<Right> rights, boolean acknowledge, boolean otherSender) {
        Set<Attention> attention = attention(kept, mail, rights);
        if (otherSender) {
            attention.add(Attention.OTHER_SENDER);
        }
        parts.opening().open(new Arrival(kept.caseId(), Channel.MAIL, kept.receivedAt(), kept.mailId(),
                new Arrival.Sender(person, mail.from(), mail.name()),
                new Arrival.Wish(rights, parts.language().of(mail.subject() + "\n" + mail.ownText()), mail.subject(), consentRecords(mail)),
                attention, parts.doubts().of(signs(mail)), acknowledge && !parts.opening().isLongAgo(kept.receivedAt()) && !wroteTooOften(person, kept)));
    }

    private static Signs signs(ReadMail mail) {
        return new Signs(mail.from(), mail.name(), mail.headers().all("reply-to"), mail.headers().all("authentication-results"), mail.ownText());
    }

    private static Set<Attention> attention(KeptMails.Kept kept, ReadMail mail, List<Right> rights) {
        Set<Attention> attention = EnumSet.noneOf(Attention.class);
        if (!kept.whole() || !mail.bounds().isEmpty()) {
            attention.add(Attention.MAIL_TOO_LARGE);
        }
        if (!mail.faithful() && (rights.isEmpty() || mail.hidesWords())) {
            attention.add(Attention.MAIL_UNREADABLE);
        }
        return attention;
    }

    private boolean wroteTooOften(PersonId person, KeptMails.Kept kept) {
        return database.sql("SELECT count(*) FROM incoming_mail WHERE person = ? AND state = 'case' AND mail_id <> ? AND received_at > ?")
                .params(person.value(), kept.mailId(), KeptMails.utc(kept.receivedAt().minus(Duration.ofDays(1))))
                .query(Integer.class).single() >= ACKNOWLEDGED_PER_DAY_MAX;
    }

    private static List<String> consentRecords(ReadMail mail) {
        return CONSENT_RECORD.matcher(mail.subject() + "\n" + mail.text()).results().map(MatchResult::group)
                .map(id -> id.toLowerCase(Locale.ROOT)).distinct().limit(CONSENT_RECORDS_MAX).toList();
    }

    /** Of two instances with the same message, the second waits here until the first has settled it. */
    private void oneAtATime(byte[] content) {
        database.sql("SELECT pg_advisory_xact_lock(?)").param(ByteBuffer.wrap(content).getLong()).query((row, i) -> 0).single();
    }

    /** Whose the same message is that came before: same id and same content. Same id with other content is another message. */
    private Optional<PersonId> whoWrote(Message message) {
        Instant at = message.kept().receivedAt();
        return database.sql("SELECT person FROM incoming_mail WHERE content_hmac = ? AND message_id_hmac = ? AND mail_id <> ? AND " + SAME_TIME + " LIMIT 1")
                .params(message.content(), message.messageId(), message.kept().mailId(), isNameless(message.mail()), from(at), to(at))
                .query(UUID.class).optional().map(PersonId::new);
    }

    /** The same message, when it was understood before: whoever hands it in again need not have it kept twice. */
    Optional<UUID> sameAs(ReadMail mail, byte[] raw, Instant receivedAt) {
        return database.sql("SELECT mail_id FROM incoming_mail WHERE content_hmac = ? AND message_id_hmac = ? AND " + SAME_TIME + " ORDER BY received_at LIMIT 1")
                .params(contentHmac(mail, raw), parts.lookup().hmac("message-id", mail.messageId().orElse("")), isNameless(mail), from(receivedAt),
                        to(receivedAt))
                .query(UUID.class).optional();
    }

    /** Whether nothing in it tells it from the next of its kind, as robots write them. */
    static boolean isNameless(ReadMail mail) {
        return mail.messageId().isEmpty() && mail.headers().first("date").filter(date -> !date.isBlank()).isEmpty();
    }

    private static OffsetDateTime from(Instant receivedAt) {
        return KeptMails.utc(receivedAt.minus(SAME_WITHIN));
    }

    private static OffsetDateTime to(Instant receivedAt) {
        return KeptMails.utc(receivedAt.plus(SAME_WITHIN));
    }

    /** What could not be fetched is like nothing else: many are empty, and none says the same as another. */
    private byte[] contentHmac(KeptMails.Kept kept, ReadMail mail, byte[] raw, boolean giveUp) {
        if (raw.length == 0) {
            return parts.lookup().hmac("mail-content", kept.mailId().toString());
        }
        return giveUp ? parts.lookup().hmac("mail-content", raw) : contentHmac(mail, raw);
    }

    /** Who wrote what and when, without what the servers on the way added. */
    private byte[] contentHmac(ReadMail mail, byte[] raw) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(raw.length + 200);
        for (String field : List.of("date", "from", "subject")) {
            content.writeBytes((mail.headers().first(field).orElse("") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        SameWords.write(raw, mail.headers().bodyStart(), content);
        return parts.lookup().hmac("mail-content", content.toByteArray());
    }

    private void close(KeptMails.Kept kept, PersonId person, byte @Nullable [] sealed, String state, @Nullable String reason) {
        database.sql("UPDATE incoming_mail SET state = ?, reason = ?, person = ?, sealed = ? WHERE mail_id = ?")
                .params(Arrays.asList(state, reason, person.value(), sealed, kept.mailId())).update();
    }
}
