package eu.volens.rights.door;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.rights.door.RequestForm.Fault;
import eu.volens.rights.request.Right;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFormTest {

    private static final String RECORD = "3f0c9a52-7d1e-4b6a-9c58-2e4f10d7ab63";

    @Test
    void aRightAndAnAddressAreEnough() {
        var form = new RequestForm(List.of("erasure", "access", "everything"), "", "lea@example.org", "", List.of(), "");

        assertThat(form.faults()).isEmpty();
        assertThat(form.content("fr").rights()).as("in the order of the law, without what is none").containsExactly(Right.ACCESS, Right.ERASURE);
    }

    @Test
    void wordsWithoutARightAreEnoughToo() {
        assertThat(new RequestForm(List.of(), "", "lea@example.org", "my data, please", List.of(), "").faults()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var form = new RequestForm(List.of("everything"), "n".repeat(201), "nowhere", " \n", List.of(), "http://spam.example");

        assertThat(form.faults()).containsExactly(Fault.NOTHING_ASKED, Fault.NAME_TOO_LONG, Fault.MAIL_UNUSABLE, Fault.TRAP_FILLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lea", "lea@", "@example.org", "lea@example.org\nBcc: all@example.org", "lea@example.org,all@example.org", "<lea@example.org>"})
    void anAddressThatNoLetterReachesIsRefused(String mail) {
        assertThat(new RequestForm(List.of("access"), "", mail, "", List.of(), "").faults()).containsExactly(Fault.MAIL_UNUSABLE);
    }

    @Test
    void aMessageHasABound() {
        assertThat(new RequestForm(List.of(), "", "lea@example.org", "x".repeat(RequestForm.MESSAGE_CHARS_MAX + 1), List.of(), "").faults())
                .containsExactly(Fault.MESSAGE_TOO_LONG);
    }

    @Test
    void whatIsKeptCanRestAndBeShownAnywhere() {
        var content = new RequestForm(List.of("access"), "Lé\ta\n\u202Egpj.exe", "lea@example.org", "one\r\ntwo\u0000\rthree\uD800", List.of(RECORD, "<b>", RECORD), "")
                .content("nl");

        assertThat(content.name()).isEqualTo("Lé a gpj.exe");
        assertThat(content.message()).isEqualTo("one\ntwo\nthree");
        assertThat(content.consentRecords()).containsExactly(RECORD);
        assertThat(content.language()).isEqualTo("nl");
    }

    @Test
    void recordsAreBounded() {
        var many = IntStream.range(0, 80).mapToObj(i -> String.format("3f0c9a52-7d1e-4b6a-9c58-%012d", i)).toList();

        assertThat(new RequestForm(List.of("access"), "", "lea@example.org", "", many, "").content("nl").consentRecords()).hasSize(RequestForm.RECORDS_MAX);
    }
}
