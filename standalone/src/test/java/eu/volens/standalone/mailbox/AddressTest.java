package eu.volens.standalone.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @Test
    void casesAndSpacesAroundDoNotMakeAnotherMailbox() {
        assertThat(Address.read(" Privacy@Itsme.BE ")).contains(new Address("privacy@itsme.be"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "a@", "@b", "nobody", "a b@c", "a@b\r\nX: y", "<a@b>"})
    void whatHasNotTheShapeOfAnAddressIsNone(String text) {
        assertThat(Address.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"privacy@itsme.be", "../../etc/passwd@b", ".hidden@b", "a/b\\c:d*?@b", "zoë@exämple.eu", "a%2fb@c", "\"odd\"@x"})
    void aFolderNameLeadsBackToItsAddressAndNowhereElse(String text) {
        Address address = Address.read(text).orElseThrow();
        assertThat(address.folderName()).doesNotContain("/", "\\", ":").doesNotStartWith(".");
        assertThat(Address.ofFolder(address.folderName())).contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"incoming", "%zz@b", "A@b", "%61@b", ".@b"})
    void aFolderThatIsNotOursIsNoMailbox(String name) {
        assertThat(Address.ofFolder(name)).isEmpty();
    }
}
