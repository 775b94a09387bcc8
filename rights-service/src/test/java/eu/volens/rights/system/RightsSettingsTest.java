package eu.volens.rights.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.MasterKeyPlace;
import eu.volens.rights.mailbox.ImapSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RightsSettingsTest {

    @Test
    void pathsMayBeRelativeAndAreFoundAgainAsAbsoluteOnes() {
        RightsSettings settings = settings("../controllers", "./data/../master.key");

        Path here = Path.of("").toAbsolutePath();
        assertThat(settings.controllerFolder()).isEqualTo(here.getParent().resolve("controllers").resolve("mine"));
        assertThat(settings.keyFile()).isEqualTo(here.resolve("master.key"));
    }

    @Test
    void aPathThatIsNoneIsNamedTogetherWithWhereToSetIt() {
        assertThatThrownBy(() -> settings("contr\0llers", "master.key").controllerFolder())
                .hasMessageContaining("volens.controllers-dir").hasMessageContaining("cannot be used");
        UnusableSetting unusable = new UnusableSetting("volens.master-key-file", "/nowhere", "no");
        assertThat(new UnusableSettingAnalyzer().analyze(unusable, unusable).getAction())
                .contains("volens.master-key-file", "VOLENS_MASTER_KEY_FILE");
    }

    @Test
    void severalMailboxesAndFoldersAreReadBesideTheOneThatHasAPlaceOfItsOwn() {
        RightsSettings.Mailbox inbox = new RightsSettings.Mailbox("mail.example", 993, "privacy", "secret", "INBOX", true);
        RightsSettings.Mailbox folder = new RightsSettings.Mailbox("mail.example", 993, "privacy", "secret", "Requests", true);

        assertThat(settings("c", "k", inbox, folder).readMailboxes()).extracting(ImapSettings::folder).containsExactly("INBOX", "Requests");
        assertThat(settings("c", "k").readMailboxes()).isEmpty();
        assertThatThrownBy(() -> settings("c", "k", inbox, inbox).readMailboxes()).isInstanceOf(UnusableSetting.class)
                .hasMessageContaining("volens.mailboxes").hasMessageContaining("twice").hasMessageNotContaining("secret");
        assertThatThrownBy(() -> settings("c", "k", inbox, new RightsSettings.Mailbox("", 143, "x", "", "INBOX", false)).readMailboxes())
                .hasMessageContaining("no host");
    }

    private static RightsSettings settings(String controllers, String masterKey, RightsSettings.Mailbox... mailboxes) {
        return new RightsSettings(controllers, "mine", "token", "http://localhost:1", "http://localhost:2", masterKey, "destroyed-keys", "api-keys",
                new MasterKeyPlace("file", new MasterKeyPlace.Vault("", "transit", "volens", "", "", "")),
                new RightsSettings.Kafka("localhost:9092"), "",
                new RightsSettings.Mailbox("", 143, "", "", "INBOX", false), List.of(mailboxes), List.of());
    }
}
