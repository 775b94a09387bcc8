package eu.volens.rights.letter;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Hands letters to the mail server. Says of each that a machine wrote it (RFC 3834), so that no machine answers; acknowledgements leave
 * with an empty envelope sender, so that nothing comes back for them either.
 */
public final class LetterPost {

    /** Why a letter did not leave. Never holds an address: mail servers repeat it in what they say. */
    static final class Refused extends RuntimeException {

        private final boolean forGood;
        private final boolean everyLetter;
        private final String code;

        /**
         * @param forGood     the server has said no (5xx), or never could take it: nothing was accepted
         * @param everyLetter the next letter would fare no better
         * @param code        the enhanced status code of RFC 3463, such as {@code 5.1.1}; empty when the server gave none
         */
        Refused(String message, boolean forGood, boolean everyLetter, String code) {
            super(message);
            this.forGood = forGood;
            this.everyLetter = everyLetter;
            this.code = code;
        }

        boolean isForGood() {
            return forGood;
        }

        boolean isForEveryLetter() {
            return everyLetter;
        }

        /** Whether it is for security or policy (RFC 3463, section 3.8), such as that we may not relay. */
        boolean isForPolicy() {
            return code.startsWith("5.7.");
        }

        String code() {
            return code;
        }
    }

    /** So that no machine answers this one (RFC 3834, section 3.3). */
    private static final String NOBODY = "<>";
    private static final Pattern ENHANCED = Pattern.compile("\\b5\\.\\d{1,3}\\.\\d{1,3}\\b");
    private static final String BAD_ADDRESS = "5.1.3";
    private static final Pattern STATUS = Pattern.compile("(?:^|\\s)([45]\\d\\d)(?=[ -])");

    /** The mail server is closing, wants a sign-in, or does not accept ours (RFC 5321 and 4954): nothing against this letter. */
    private static final Set<String> ABOUT_US = Set.of("421", "454", "530", "534", "535", "538");

    private final JavaMailSender sender;
    private final String fromAddress;
    private final String fromName;
    private final Clock clock;

    /** @param fromAddress the privacy mailbox, so that answers to letters reach it */
    public LetterPost(JavaMailSender sender, String fromAddress, String fromName, Clock clock) {
        this.sender = sender;
        this.fromAddress = fromAddress;
        this.fromName = fromName;
        this.clock = clock;
    }

    /** Returns once the mail server has accepted the letter. @throws Refused when it has not, for certain or perhaps */
    void send(LetterKind kind, String messageId, Letter letter) {
        if (kind != LetterKind.ACKNOWLEDGEMENT && kind != LetterKind.RECEIPT) {
            send(kind, messageId, letter, fromAddress);
            return;
        }
        try {
            send(kind, messageId, letter, NOBODY);
        } catch (Refused refused) {
            if (!refused.isForGood()) {
                throw refused;
            }
            // Some servers know no empty sender. That the letter is a machine's still stands in its header.
            send(kind, messageId, letter, fromAddress);
        }
    }

    private void send(LetterKind kind, String messageId, Letter letter, String envelopeFrom) {
        try {
            SMTPMessage message = message(kind, messageId, letter);
            message.setEnvelopeFrom(envelopeFrom);
            sender.send(message);
        } catch (AddressException e) {
            throw new Refused("no letter can be sent to such an address", true, false, BAD_ADDRESS);
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new Refused("the letter could not be put into a message", false, false, "");
        } catch (MailException e) {
            throw refusal(e);
        }
    }

    private SMTPMessage message(LetterKind kind, String messageId, Letter letter) throws MessagingException, UnsupportedEncodingException {
        Session session = sender.createMimeMessage().getSession();
        SMTPMessage message = new StableMessage(session, messageId);
        message.setFrom(new InternetAddress(fromAddress, fromName, StandardCharsets.UTF_8.name()));
        message.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(letter.to(), false));
        // The library reads it back, more strictly, once it is on the line to the server.
        message.getAllRecipients();
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", switch (kind) {
            case ACKNOWLEDGEMENT, RECEIPT -> "auto-replied";
            case IDENTITY, CLARIFICATION, EXTENSION, ANSWER, OUTCOME, REFUSAL, RECIPIENT, REMINDER, WITHDRAWN -> "auto-generated";
        });
        message.setHeader("X-Auto-Response-Suppress", "All");
        if (!letter.inReplyTo().isEmpty()) {
            message.setHeader("In-Reply-To", letter.inReplyTo());
            message.setHeader("References", String.join("\r\n ", letter.references()));
        }
        message.setContent(alternatives(letter));
        message.saveChanges();
        return message;
    }

    private static MimeMultipart alternatives(Letter letter) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), StandardCharsets.UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", text, html);
    }

    private static Refused refusal(MailException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            Matcher status = STATUS.matcher(said);
            if (status.find()) {
                String code = status.group(1);
                boolean forGood = code.startsWith("5");
                Matcher enhanced = ENHANCED.matcher(said.substring(status.end()));
                return new Refused("the mail server refused the letter (" + code + ")", forGood,
                        ABOUT_US.contains(code) || forGood && !isAboutTheLetter(e), enhanced.find() ? enhanced.group() : "");
            }
        }
        return new Refused("the mail server cannot be reached", false, true, "");
    }

    /** Said to its recipient or to its text, not to us as a sender. */
    private static boolean isAboutTheLetter(MailException e) {
        return e instanceof MailSendException failed && Stream.of(failed.getMessageExceptions())
                .flatMap(first -> Stream.iterate((Throwable) first, Objects::nonNull, Throwable::getCause))
                .anyMatch(cause -> cause instanceof SMTPAddressFailedException
                        || cause instanceof SMTPSendFailedException said && !String.valueOf(said.getCommand()).startsWith("MAIL"));
    }

    /** Keeps its own id: the library would make a new one each time it is sent. */
    private static final class StableMessage extends SMTPMessage {

        private final String messageId;

        StableMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
