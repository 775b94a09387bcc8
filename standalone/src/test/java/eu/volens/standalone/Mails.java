package eu.volens.standalone;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;

/** Sends as any mail program does. */
final class Mails {

    private Mails() {}

    static void send(int smtpPort, String from, String to, String subject, String text) {
        send(smtpPort, from, to, subject, mail -> mail.setText(text, "UTF-8"));
    }

    /** @param from with a name before the address, when there is one */
    static void send(int smtpPort, String from, String to, String subject, String text, String fileName, String fileText) {
        MimeBodyPart body = new MimeBodyPart();
        MimeBodyPart file = new MimeBodyPart();
        send(smtpPort, from, to, subject, mail -> {
            body.setText(text, "UTF-8");
            file.setText(fileText, "UTF-8");
            file.setFileName(fileName);
            mail.setContent(new MimeMultipart(body, file));
        });
    }

    @FunctionalInterface
    private interface Content {
        void into(MimeMessage mail) throws MessagingException;
    }

    private static void send(int smtpPort, String from, String to, String subject, Content content) {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", Integer.toString(smtpPort));
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(settings));
            mail.setFrom(new InternetAddress(from));
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            mail.setSubject(subject, "UTF-8");
            content.into(mail);
            Transport.send(mail);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
