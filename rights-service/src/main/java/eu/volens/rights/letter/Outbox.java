package eu.volens.rights.letter;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.rights.Ids;
import eu.volens.rights.letter.LetterKind.Mention;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordExtensionNotice;
import eu.volens.rights.request.RequestCommand.RecordIdentityAsked;
import eu.volens.rights.request.RequestCommand.RecordLetterRefused;
import eu.volens.rights.request.RequestCommand.RecordLetterSent;
import eu.volens.rights.request.RequestCommand.RecordRecipientNotified;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.round.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes letters from wanted to recorded, a stage at a time, each committed before the next: written (sealed, with its link and its
 * Message-ID), handed to the mail server, told to the case. A crash repeats the stage it hit. When it hits between the mail server's
 * yes and our note of it, the letter goes out a second time under the same Message-ID, which mail programs show once.
 */
public final class Outbox {

    private static final List<Duration> RETRY_AFTER = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(1));
    private static final String ERASED = "the person was erased";
    private static final int SALT_BYTES = 32;
    private static final int MESSAGE_ID_HMAC_BYTES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** What the outbox asks of others. */
    public record Parts(Letters letters, LetterTemplates templates, LetterPost post, CaseLog cases, KeptMails mails, Organisation organisation,
            LookupKey lookup, Ids ids, CommandGateway commands) {}

    /** The letter would leave out what the law wants said. */
    private static final class Unsaid extends RuntimeException {

        Unsaid(List<Mention> mentions) {
            super("the letter must say what it cannot yet: " + mentions.stream().map(Mention::variable).distinct().collect(Collectors.joining(", ")));
        }
    }

    private final Parts parts;
    private final LetterWriter writer;
    private final Map<LetterKind, Links> links;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile @Nullable String failure;

    /** @param links who makes the link of a letter, for the kinds that carry one */
    public Outbox(Parts parts, Map<LetterKind, Links> links, TransactionTemplate transaction, Clock clock) {
        this.parts = parts;
        this.writer = new LetterWriter(parts.templates(), parts.organisation());
        this.links = new EnumMap<>(links);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Why no letter leaves at the moment; null when letters do, as far as is known. For health checks. */
    public @Nullable String failure() {
        return failure;
    }

    private void report(String problem) {
        if (failure == null) {
            LOG.warn("No letter can leave, will try again: {}", problem);
        }
        failure = problem;
    }

    private void reportWell() {
        if (failure != null) {
            LOG.info("Letters leave again");
            failure = null;
        }
    }

    /** Moves the next letter that is due as far as it goes. @return whether there was one */
    public boolean moveOne() {
        Optional<Letters.Row> claimed = parts.letters().claim();
        claimed.ifPresent(this::move);
        return claimed.isPresent();
    }

    private void move(Letters.Row row) {
        try {
            switch (row.state()) {
                case "wanted" -> write(row).ifPresent(this::send);
                case "written" -> send(row);
                default -> record(row.letterId());
            }
        } catch (LetterPost.Refused refused) {
            if (refused.isForEveryLetter()) {
                report(refused.getMessage());
            }
            later(row, refused.getMessage());
        } catch (Unsaid unsaid) {
            LOG.warn("Letter {} of case {}: {}", row.letterId(), row.caseId(), unsaid.getMessage());
            later(row, unsaid.getMessage());
        } catch (RequestRefusedException movedOn) {
            // It went out, and the case no longer takes note of it: reopened or ended since.
            LOG.info("Case {} took no note of letter {}: {}", row.caseId(), row.letterId(), movedOn.reason());
            parts.letters().recorded(row.letterId());
        } catch (ErasedPersonException nobodyToWriteTo) {
            parts.letters().dropOne(row.letterId(), ERASED);
        } catch (RuntimeException e) {
            LOG.warn("Letter {} of case {} failed (try {}): {}", row.letterId(), row.caseId(), row.tries(), Trouble.of(e));
            later(row, "internal: " + e.getClass().getSimpleName());
        }
    }

    private void later(Letters.Row row, String problem) {
        Duration delay = RETRY_AFTER.get(Math.min(row.tries(), RETRY_AFTER.size()) - 1);
        parts.letters().retry(row.letterId(), problem, clock.instant().plus(delay));
    }

    private Optional<Letters.Row> write(Letters.Row row) {
        Optional<CaseFacts> found = parts.cases().find(row.caseId());
        if (found.isEmpty()) {
            // The case's first event is not readable yet; it comes back.
            throw new IllegalStateException("no such case yet");
        }
        CaseFacts facts = found.get();
        if (facts.address().isErased()) {
            parts.letters().dropOne(row.letterId(), ERASED);
            return Optional.empty();
        }
        Optional<Organisation.Notice> recipient = Optional.ofNullable(row.recipient()).flatMap(parts.organisation().rules()::notice);
        String to = row.recipient() == null ? facts.address().orElse("") : recipient.map(Organisation.Notice::mail).orElse("");
        if (to.isEmpty()) {
            parts.letters().dropOne(row.letterId(), Letters.NO_ADDRESS);
            return Optional.empty();
        }
        return Optional.ofNullable(transaction.execute(status -> write(row, facts, recipient, to)));
    }

    /** @return null when the link that the letter is about leads to nothing any more */
    private Letters.@Nullable Row write(Letters.Row row, CaseFacts facts, Optional<Organisation.Notice> recipient, String to) {
        Optional<Links.Link> link = Optional.ofNullable(links.get(row.kind()))
                .flatMap(maker -> maker.issue(row.caseId(), row.letterId(), clock.instant()));
        if (links.containsKey(row.kind()) && link.isEmpty()) {
            parts.letters().dropOne(row.letterId(), "nothing is left to fetch");
            return null;
        }
        LetterWriter.Written written = writer.write(row.kind(), facts, own(row, facts, recipient), link);
        if (!written.unsaid().isEmpty()) {
            throw new Unsaid(written.unsaid());
        }
        Letter letter = recipient.isPresent() ? letter(written.rendered(), to, "", List.of()) : inThread(written.rendered(), facts, to);
        return parts.letters().written(row, messageId(facts, row.letterId()), letter, link.map(Links.Link::until).orElse(null));
    }

    /** What asked for the letter gives it its own words. */
    private LetterWriter.Own own(Letters.Row row, CaseFacts facts, Optional<Organisation.Notice> recipient) {
        return switch (row.kind()) {
            case IDENTITY -> writer.question(row.cause().equals(Letters.THE_CASE) ? "" : cause(row, facts, IdentityQuestionPut.class).question().orElse(""));
            case CLARIFICATION -> writer.question(cause(row, facts, ClarificationRequested.class).question().orElse(""));
            case EXTENSION -> {
                ExtensionDecided decided = cause(row, facts, ExtensionDecided.class);
                yield writer.extension(facts, decided.reason(), decided.explanation().orElse(""));
            }
            case ANSWER, OUTCOME, REFUSAL -> writer.decisions(facts);
            case RECIPIENT -> writer.notice(facts, recipient.orElseThrow());
            case ACKNOWLEDGEMENT, RECEIPT, REMINDER, WITHDRAWN -> LetterWriter.Own.NOTHING;
        };
    }

    /** The event with the number that the letter was wanted for. */
    private static <E extends RequestEvent> E cause(Letters.Row row, CaseFacts facts, Class<E> kind) {
        int number = Integer.parseInt(row.cause());
        return number < facts.events().size() && kind.isInstance(facts.events().get(number))
                ? kind.cast(facts.events().get(number)) : facts.last(kind).orElseThrow();
    }

    private Letter inThread(LetterTemplates.Rendered rendered, CaseFacts facts, String to) {
        Optional<KeptMails.Message> theirs = parts.mails().ofCase(facts.caseId());
        String inReplyTo = theirs.flatMap(KeptMails.Message::messageId).orElse("");
        List<String> references = new ArrayList<>(theirs.map(KeptMails.Message::references).orElse(List.of()));
        if (!inReplyTo.isEmpty()) {
            references.add(inReplyTo);
        }
        return letter(rendered, to, inReplyTo, references);
    }

    private Letter letter(LetterTemplates.Rendered rendered, String to, String inReplyTo, List<String> references) {
        return new Letter(Base64.getEncoder().encodeToString(parts.ids().secret(SALT_BYTES)), to, rendered.subject(), rendered.text(),
                rendered.html(), inReplyTo, references);
    }

    /** Nobody can guess it without our secret, so whoever names it has had the letter. */
    private String messageId(CaseFacts facts, UUID letterId) {
        byte[] hmac = parts.lookup().hmac("letter", facts.caseNumber() + "\n" + letterId);
        return "<dsr." + facts.caseNumber() + "." + HexFormat.of().formatHex(hmac, 0, MESSAGE_ID_HMAC_BYTES) + "@"
                + parts.organisation().mailDomain() + ">";
    }

    private void send(Letters.Row row) {
        Optional<Letter> letter = parts.letters().open(row);
        if (letter.isEmpty()) {
            parts.letters().dropOne(row.letterId(), ERASED);
            return;
        }
        if (row.kind() == LetterKind.EXTENSION && isTooLateToExtend(row)) {
            parts.letters().dropOne(row.letterId(), Letters.TOO_LATE);
            return;
        }
        try {
            parts.post().send(row.kind(), row.messageId(), letter.get());
        } catch (LetterPost.Refused refused) {
            if (!isFinal(row, refused)) {
                throw refused;
            }
            reportWell();
            cameBack(row, refused);
            return;
        }
        reportWell();
        parts.letters().sent(row.letterId(), clock.instant());
        record(row.letterId());
    }

    /** A server's policy is often about us, and then somebody mends it: those letters have every try. */
    private static boolean isFinal(Letters.Row row, LetterPost.Refused refused) {
        return refused.isForGood() && !refused.isForEveryLetter() && (!refused.isForPolicy() || row.tries() > RETRY_AFTER.size());
    }

    /** A crash between the two asks the mail server once more; the case takes its answer down once. */
    private void cameBack(Letters.Row row, LetterPost.Refused refused) {
        LOG.warn("Letter {} of case {} will never leave: {}", row.letterId(), row.caseId(), refused.getMessage());
        parts.commands().sendAndWait(new RecordLetterRefused(row.caseId(), row.letterId(), row.kind().isAnswer(), refused.code(), clock.instant()));
        parts.letters().refused(row.letterId(), refused.getMessage());
    }

    /**
     * A notice after the first month would promise a day that does not count (Article 12(3) GDPR). One that left in time, just before a crash that
     * outlasted the month, is taken for one that did not: the case keeps the earlier day.
     */
    private boolean isTooLateToExtend(Letters.Row row) {
        return parts.cases().find(row.caseId()).filter(facts -> !clock.instant().isBefore(facts.deadline().expiresAt())).isPresent();
    }

    /**
     * Tells the case that a letter went out, also when all we know is that somebody used the link in it. Idempotent; durable when it
     * returns.
     */
    public void record(UUID letterId) {
        parts.letters().sent(letterId, clock.instant());
        parts.letters().find(letterId).filter(row -> row.state().equals("sent")).ifPresent(row -> {
            parts.commands().sendAndWait(command(row));
            parts.letters().recorded(letterId);
        });
    }

    private static RequestCommand command(Letters.Row row) {
        Instant at = required(row.sentAt());
        String sha256 = required(row.sha256());
        return switch (row.kind()) {
            case ACKNOWLEDGEMENT, RECEIPT -> new RecordAcknowledgement(row.caseId(), row.letterId(), sha256, row.linkUntil(), at);
            case IDENTITY -> new RecordIdentityAsked(row.caseId(), row.letterId(), sha256, required(row.linkUntil()), at);
            case ANSWER -> new RecordAnswerSent(row.caseId(), row.letterId(), sha256, required(row.linkUntil()), at);
            case OUTCOME, REFUSAL -> new RecordAnswerSent(row.caseId(), row.letterId(), sha256, null, at);
            case EXTENSION -> new RecordExtensionNotice(row.caseId(), row.letterId(), sha256, at);
            case RECIPIENT -> new RecordRecipientNotified(row.caseId(), required(row.recipient()), row.letterId(), sha256, at);
            case CLARIFICATION, REMINDER, WITHDRAWN ->
                    new RecordLetterSent(row.caseId(), row.letterId(), row.kind().wireName(), sha256, at);
        };
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a letter that was sent lacks what it was sent with");
        }
        return value;
    }
}
