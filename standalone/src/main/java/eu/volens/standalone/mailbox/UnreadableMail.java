package eu.volens.standalone.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.activation.DataHandler;
import java.util.Properties;

/** Bytes that no mail parser accepts, made servable: a note for a human, with the bytes as they came attached. */
final class UnreadableMail {

    private UnreadableMail() {}

    static MimeMessage wrap(byte[] bytes) {
        try {
            MimeBodyPart note = new MimeBodyPart();
            note.setText("This message could not be read as a mail. What arrived is attached, byte for byte.", "UTF-8");
            MimeBodyPart original = new MimeBodyPart();
            original.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, "application/octet-stream")));
            original.setFileName("original.eml");
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
            message.setSubject("Unreadable message");
            message.setContent(new MimeMultipart(note, original));
            message.saveChanges();
            return message;
        } catch (MessagingException e) {
            throw new IllegalStateException("a fixed message is well formed", e);
        }
    }
}
