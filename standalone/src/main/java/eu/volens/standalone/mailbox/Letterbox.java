package eu.volens.standalone.mailbox;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

/** Sends what was written on the page as any mail program would: by SMTP, to the embedded port. */
final class Letterbox {

    private static final String TIMEOUT_MILLIS = "20000";

    private final Session session;
    private final Clock clock;

    Letterbox(int smtpPort, Clock clock) {
        this.clock = clock;
        Properties settings = new Properties();
        settings.put("mail.transport.protocol", "smtp");
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", Integer.toString(smtpPort));
        settings.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        settings.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        session = Session.getInstance(settings);
    }

    void send(Address from, Address to, String subject, String text) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from.text()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.text()));
        message.setSubject(subject.replaceAll("\\p{Cntrl}", " "), "UTF-8");
        message.setText(text, "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        Transport.send(message);
    }
}
