package eu.volens.rights.reminder;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;

/** Hands reminders to the mail server. They say that a machine wrote them, so that no machine answers (RFC 3834). */
final class ReminderPost {

    private final JavaMailSender sender;
    private final String fromAddress;
    private final String fromName;
    private final Clock clock;

    ReminderPost(JavaMailSender sender, String fromAddress, String fromName, Clock clock) {
        this.sender = sender;
        this.fromAddress = fromAddress;
        this.fromName = fromName;
        this.clock = clock;
    }

    /** Returns once the mail server has accepted it. @throws org.springframework.mail.MailException when it has not, for certain or perhaps */
    void send(String to, String messageId, String subject, String text) {
        sender.send(message(to, messageId, subject, text));
    }

    private SMTPMessage message(String to, String messageId, String subject, String text) {
        try {
            SMTPMessage message = new StableMessage(sender.createMimeMessage().getSession(), messageId);
            message.setFrom(new InternetAddress(fromAddress, fromName, StandardCharsets.UTF_8.name()));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, false));
            // An answer would reach the privacy mailbox and be taken for a request.
            message.setReplyTo(message.getRecipients(Message.RecipientType.TO));
            message.setSubject(subject, StandardCharsets.UTF_8.name());
            message.setText(text, StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Auto-Response-Suppress", "All");
            message.setEnvelopeFrom(fromAddress);
            message.saveChanges();
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new MailPreparationException("the reminder could not be put into a message");
        }
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
