package eu.volens.rights.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

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
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return new LetterPost(sender, "privacy@itsme.be", "Belgian Mobile ID", Clock.systemUTC());
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
    void aServerThatIsAwayIsNotTakenForOneThatRefuses() {
        int port = picky.getSmtp().getPort();
        picky.stop();

        assertThatThrownBy(() -> postTo(port).send(LetterKind.ACKNOWLEDGEMENT, "<dsr.1@itsme.be>", LETTER))
                .isInstanceOfSatisfying(LetterPost.Refused.class, refused -> assertThat(refused.isForGood()).isFalse());
    }
}
