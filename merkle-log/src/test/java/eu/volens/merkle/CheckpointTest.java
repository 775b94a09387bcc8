package eu.volens.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {

    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final String EMPTY = TreeHasher.EMPTY_ROOT.base64();

    @Test
    void whatIsReadIsWrittenAgain() {
        String text = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";
        Checkpoint checkpoint = Checkpoint.parse(text);
        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(checkpoint.root()).isEqualTo(Hash.ofBase64(ROOT));
        assertThat(checkpoint.extensions()).isEmpty();
        assertThat(checkpoint.text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text + "one\ntwo\n").extensions()).containsExactly("one", "two");
        assertThat(Checkpoint.parse(text + "one\ntwo\n").text()).isEqualTo(text + "one\ntwo\n");
        assertThat(Checkpoint.parse("o\n0\n" + EMPTY + "\n").size()).isZero();
        assertThat(Checkpoint.parse("o\n9223372036854775807\n" + ROOT + "\n").size()).isEqualTo(Long.MAX_VALUE);
    }

    static Stream<String> malformed() {
        return Stream.of("", "\n", "o\n", "o\n1\n", "o\n1\n" + ROOT, "\n1\n" + ROOT + "\n", "o\n\n1\n" + ROOT + "\n", "o\n1\n" + ROOT + "\n\n",
                "o\n1\n" + ROOT + "\n\nx\n", "o\n01\n" + ROOT + "\n", "o\n+1\n" + ROOT + "\n", "o\n-1\n" + ROOT + "\n", "o\n-0\n" + EMPTY + "\n",
                "o\n 1\n" + ROOT + "\n", "o\n1 \n" + ROOT + "\n", "o\n1.0\n" + ROOT + "\n", "o\n1e3\n" + ROOT + "\n", "o\n0x1\n" + ROOT + "\n",
                "o\n１\n" + ROOT + "\n", "o\n00\n" + EMPTY + "\n", "o\n\n" + ROOT + "\n", "o\n9223372036854775808\n" + ROOT + "\n",
                "o\n18446744073709551615\n" + ROOT + "\n", "o\n99999999999999999999999\n" + ROOT + "\n", "o\n1\n" + ROOT.replace("=", "") + "\n",
                "o\n1\n" + ROOT.replace("I=", "J=") + "\n", "o\n1\n " + ROOT + "\n", "o\n1\n" + ROOT + " \n", "o\n1\nAAAA\n", "o\n1\n" + ROOT + ROOT + "\n",
                "o\n1\n" + ROOT.replace('/', '_') + "\n", "o\n0\n" + ROOT + "\n", "o\n1\r\n" + ROOT + "\r\n");
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void nothingThatIsNoLineIsWritten() {
        TreeHead head = new TreeHead(1, Hash.ofBase64(ROOT));
        assertThatThrownBy(() -> Checkpoint.of("", head)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Checkpoint.of("a\nb", head)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Checkpoint("a", head, List.of("b\nc"))).isInstanceOf(MalformedException.class);
    }
}
