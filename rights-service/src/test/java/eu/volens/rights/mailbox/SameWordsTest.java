package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SameWordsTest {

    @Test
    void copiesThatTookDifferentWaysAreTheSame() {
        String words = same("Hello\n\n\tworld\nFrom here on\n");

        assertThat(same("Hello\r\n\r\n\tworld\r\nFrom here on")).isEqualTo(words);
        assertThat(same("Hello \n \n\tworld\t\nFrom here on\n\n\n")).isEqualTo(words);
        assertThat(same("Hello\n\n\tworld\n>From here on\n")).isEqualTo(words);
        assertThat(same("Hello\n\n\tworld\n>>From here on\n")).isEqualTo(words);
    }

    @Test
    void otherWordsAreNotTheSame() {
        assertThat(same("a\nb")).isNotEqualTo(same("a b")).isNotEqualTo(same("a\n\nb")).isNotEqualTo(same("ab"));
        assertThat(same("> quoted")).isNotEqualTo(same("quoted"));
        assertThat(same(" a")).isNotEqualTo(same("a"));
    }

    private static String same(String body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SameWords.write(body.getBytes(StandardCharsets.UTF_8), 0, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
