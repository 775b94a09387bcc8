package eu.volens.standalone.mail;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.standalone.mail.Mbox.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MboxTest {

    private static final String FIRST = "From lea@example.org Fri Mar  6 10:12:04 2026\n";
    private static final String SECOND = "From 1589@xxx Fri Mar 06 10:12:04 +0100 2026\r\n";

    @Test
    void messagesLieBetweenTheLinesThatSayFromWhomAndWhen() throws IOException {
        assertThat(messages(FIRST + "Subject: a\n\nFrom me to you\n\n" + SECOND + "Subject: b\r\n\r\nb\r\n\r\n\r\n" + FIRST + "Subject: c\n\nno end", Dialect.RD))
                .containsExactly("Subject: a\n\nFrom me to you\n", "Subject: b\r\n\r\nb\r\n\r\n", "Subject: c\n\nno end");
    }

    @Test
    void aLineThatLooksLikeOneInTheMiddleOfAParagraphIsNone() throws IOException {
        assertThat(messages(FIRST + "Subject: a\n\nHe wrote:\n" + FIRST + "and so on\n", Dialect.RD)).hasSize(1);
        assertThat(messages(FIRST + "Subject: a\n\nSo:\n\nFrom now on I object.\n", Dialect.RD)).hasSize(1);
    }

    @Test
    void bothDialectsOfQuotingAreUndone() throws IOException {
        String quoted = FIRST + "Subject: a\n\n>From one\n>>From two\n> From three\n";

        assertThat(messages(quoted, Dialect.RD)).containsExactly("Subject: a\n\nFrom one\n>From two\n> From three\n");
        assertThat(messages(quoted, Dialect.O)).containsExactly("Subject: a\n\nFrom one\n>>From two\n> From three\n");
    }

    @Test
    void anyOtherFileIsOneMessageAsItIs() throws IOException {
        String message = "Subject: a\r\n\r\n>From here\r\n\r\n" + FIRST + "x\r\n\r\n";

        assertThat(messages(message, Dialect.RD)).containsExactly(message);
        assertThat(messages("", Dialect.RD)).isEmpty();
        assertThat(Mbox.isMessage(bytes(message))).isTrue();
        for (String none : List.of("PK\u0003\u0004", "hello world", "", "\n", "two words: x")) {
            assertThat(Mbox.isMessage(bytes(none))).as(none).isFalse();
        }
    }

    @Test
    void ofAVeryLongMessageOneByteMoreThanIsTakenIsRead() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 30L * 1024 * 1024;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }
        };
        Mbox file = Mbox.read(endless, Dialect.RD);

        assertThat(file.next().orElseThrow()).hasSize(Mbox.MESSAGE_BYTES_MAX);
        assertThat(file.next()).isEmpty();
    }

    private static List<String> messages(String file, Dialect dialect) throws IOException {
        Mbox mbox = Mbox.read(new ByteArrayInputStream(bytes(file)), dialect);
        List<String> messages = new ArrayList<>();
        for (Optional<byte[]> next = mbox.next(); next.isPresent(); next = mbox.next()) {
            messages.add(new String(next.get(), StandardCharsets.ISO_8859_1));
        }
        return messages;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
