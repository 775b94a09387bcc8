package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.volens.eventstore.MasterKeyPlace.Unusable;
import eu.volens.eventstore.MasterKeyPlace.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may set, and what is said about what cannot be used. */
class MasterKeyPlaceIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestVault vault = new TestVault();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        vault.close();
    }

    private MasterKey open(String kind, Vault vault, @Nullable String variable) throws Unusable {
        return new MasterKeyPlace(kind, vault).open(folder.resolve("master.key"), variable, RANDOM);
    }

    private Vault at(String address, String token, String tokenFile) {
        return new Vault(address, "transit", "volens", "", token, tokenFile);
    }

    private Unusable refused(String kind, Vault vault, @Nullable String variable) {
        return catchThrowableOfType(Unusable.class, () -> open(kind, vault, variable));
    }

    @Test
    void eachKindIsOpenedWhereItRests() throws Exception {
        Vault unused = at("", "", "");
        String line = KeyRing.newLine(RANDOM);
        assertThat(open("environment", unused, line).id()).isEqualTo(line.split(" ")[1]);
        assertThat(folder.resolve("master.key")).doesNotExist();
        assertThat(open("file", unused, line).id()).isEqualTo(FileMasterKey.open(folder.resolve("master.key"), RANDOM).id());
        assertThat(open("vault", at(vault.address().toString(), TestVault.TOKEN, ""), null).id()).isEqualTo("vault:transit/volens:v1");
        Path token = Files.writeString(folder.resolve("token"), TestVault.TOKEN);
        assertThat(open("vault", at(vault.address().toString(), "", token.toString()), null).id()).isEqualTo("vault:transit/volens:v1");
    }

    @Test
    void anUnknownKindIsSaidWithTheKnownOnes() {
        assertThat(refused("kms", at("", "", ""), null)).hasMessage("it must be file, environment or vault")
                .returns("volens.master-key.kind", Unusable::property).returns("kms", Unusable::value);
    }

    @Test
    void aFileThatIsNoKeyFileIsSaid() throws Exception {
        Files.createDirectory(folder.resolve("master.key"));
        assertThat(refused("file", at("", "", ""), null)).returns("volens.master-key-file", Unusable::property)
                .returns(folder.resolve("master.key").toString(), Unusable::value);
    }

    @Test
    void aVariableThatIsMissingOrWrongIsSaidWithoutItsContent() {
        assertThat(refused("environment", at("", "", ""), null)).hasMessageContaining("VOLENS_MASTER_KEY is not set");
        Unusable wrong = refused("environment", at("", "", ""), "secret-nonsense");
        assertThat(wrong).hasMessageContaining("VOLENS_MASTER_KEY holds something else").hasMessageNotContaining("nonsense");
        assertThat(wrong.value()).isEqualTo("environment");
    }

    @ParameterizedTest
    @CsvSource({"'', t, '', address", "vault.example.eu, t, '', address", "http://vault/v1, t, '', address", "http://u:p@vault, t, '', address",
        "http://vault, '', '', token-file", "http://vault, t, /run/token, token-file", "http://vault, 'a b', '', token"})
    void whatVaultCannotBeReachedWithIsNamed(String address, String token, String tokenFile, String setting) {
        assertThat(refused("vault", at(address, token, tokenFile), null).property()).isEqualTo("volens.master-key.vault." + setting);
    }

    @Test
    void aVaultThatRefusesIsSaidWithItsOwnWordsAndWithoutTheToken() {
        Unusable refused = refused("vault", at(vault.address().toString(), "hvs.wrong", ""), null);
        assertThat(refused).returns("volens.master-key.vault.address", Unusable::property).hasMessageContaining("permission denied")
                .hasMessageNotContaining("hvs.wrong");
        assertThat(at("http://vault", "hvs.wrong", "").toString()).doesNotContain("hvs.wrong");
        assertThat(refused("vault", new Vault(vault.address().toString(), "tran sit", "volens", "", "t", ""), null).property())
                .isEqualTo("volens.master-key.vault.mount");
    }
}
