package eu.volens.rights.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

class LetterPostIT {

    private static final Letter LETTER = new Letter("salt", "ann@example.org", "Your request", "text", "<p>text</p>", "", List.of());

    /** It answers an empty envelope sender with 503. */
    private final GreenMail picky = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        picky.start();
    }

    @AfterEach
    void stop() {
        picky.stop();
    }

    private static LetterPost postTo(int port) {
        return postTo(port, "privacy@itsme.be");
    }

    private static LetterPost postTo(int port, String from) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return new LetterPost(sender, from, "Belgian Mobile ID", Clock.systemUTC());
    }

    @Test
    void aServerThatKnowsNoEmptySenderGetsTheMailboxAsSender() throws Exception {
        postTo(picky.getSmtp().getPort()).send(LetterKind.ACKNOWLEDGEMENT, "<dsr.1@itsme.be>", LETTER);

        assertThat(picky.getReceivedMessages()).singleElement().satisfies(message -> {
            assertThat(message.getMessageID()).isEqualTo("<dsr.1@itsme.be>");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        });
    }

    @Test
    void aNoToTheRecipientOrTheTextIsAboutThatLetterAndANoToTheSenderAboutAll() {
        SMTPServer strict = SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress()).messageHandlerFactory(context -> new Strict()).build();
        strict.start();
        try {
            int port = strict.getPortAllocated();
            checkRefused(port, "privacy@itsme.be", "unknown@example.org", false, "5.1.1");
            checkRefused(port, "privacy@itsme.be", "text@example.org", false, "5.6.0");
            checkRefused(port, "privacy@itsme.be", "no address", false, "5.1.3");
            checkRefused(port, "privacy@itsme.be", "two@at@example.org", false, "5.1.3");
            checkRefused(port, "privacy@itsme.be", "relay@example.org", false, "5.7.1");
            checkRefused(port, "stranger@itsme.be", "ann@example.org", true, "5.1.8");
        } finally {
            strict.stop();
        }
    }

    private static void checkRefused(int port, String from, String to, boolean everyLetter, String code) {
        Letter letter = new Letter("salt", to, "Your request", "text", "<p>text</p>", "", List.of());
        assertThatThrownBy(() -> postTo(port, from).send(LetterKind.OUTCOME, "<dsr.1@itsme.be>", letter))
                .isInstanceOfSatisfying(LetterPost.Refused.class, refused -> {
                    assertThat(refused.isForGood()).as(to).isTrue();
                    assertThat(refused.isForEveryLetter()).as(to).isEqualTo(everyLetter);
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.isForPolicy()).isEqualTo(code.startsWith("5.7."));
                    assertThat(refused.getMessage()).doesNotContain(to);
                });
    }

    /** Refuses by whom a message is from or for. */
    private static final class Strict implements MessageHandler {

        private String to = "";

        @Override
        public void from(String sender) throws RejectException {
            if (sender.startsWith("stranger")) {
                throw new RejectException(550, "5.1.8 no such sender");
            }
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            to = recipient;
            if (to.startsWith("unknown")) {
                throw new RejectException(550, "5.1.1 no such user " + to);
            }
            if (to.startsWith("relay")) {
                throw new RejectException(554, "5.7.1 " + to + ": relay access denied");
            }
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            data.readAllBytes();
            if (to.startsWith("text")) {
                throw new RejectException(554, "5.6.0 not such a text");
            }
            return null;
        }

        @Override
        public void done() {
            // Each message is a transaction of its own.
        }
    }

    @Test
    void aServerThatIsAwayIsNotTakenForOneThatRefuses() {
        int port = picky.getSmtp().getPort();
        picky.stop();

        assertThatThrownBy(() -> postTo(port).send(LetterKind.ACKNOWLEDGEMENT, "<dsr.1@itsme.be>", LETTER))
                .isInstanceOfSatisfying(LetterPost.Refused.class, refused -> assertThat(refused.isForGood()).isFalse());
    }
}
