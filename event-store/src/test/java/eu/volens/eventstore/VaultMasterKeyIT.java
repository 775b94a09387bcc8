package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.PersonId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP to a server that keeps to Vault's documentation. */
class VaultMasterKeyIT extends MasterKeyContract {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final TestVault vault = new TestVault();

    @AfterEach
    void stop() {
        vault.gate.countDown();
        vault.close();
    }

    @Override
    MasterKey masterKey() {
        return VaultMasterKey.open(place(vault.address(), TestVault.TOKEN, null));
    }

    @Override
    void rotate() {
        vault.rotate();
    }

    private static VaultMasterKey.Place place(URI address, String token, @Nullable Path tokenFile) {
        return new VaultMasterKey.Place(address, "transit", "volens", "", token, tokenFile);
    }

    @Test
    void theIdIsTheVersionThatVaultUsesNow() {
        MasterKey masterKey = masterKey();
        assertThat(masterKey.id()).isEqualTo("vault:transit/volens:v1");
        vault.rotate();
        assertThat(masterKey.id()).isEqualTo("vault:transit/volens:v2");
    }

    @Test
    void vaultsOwnRotationIsFollowedAndOldVersionsCanBeForbidden() {
        DataSource database = TestDatabase.create();
        MasterKey masterKey = masterKey();
        PersonId ada = new PersonId(UUID.randomUUID());
        byte[] key = new PostgresPersonKeys(database, masterKey, RANDOM).keyFor(ada).getEncoded();
        vault.rotate();

        assertThat(new MasterKeyRotation(database, masterKey, List.of()).run()).isEqualTo(new MasterKeyRotation.Outcome(1, 0));
        vault.minDecryptionVersion = 2;
        assertThat(new PostgresPersonKeys(database, masterKey, RANDOM).find(List.of(ada)).get(ada).getEncoded()).isEqualTo(key);
    }

    @Test
    void mountsNamespacesAndKeysOfOtherNamesAreAskedFor() {
        vault.path = "/v1/teams/privacy/%s/the-key";
        vault.namespace = "itsme/prod";
        var place = new VaultMasterKey.Place(vault.address(), "teams/privacy", "the-key", "itsme/prod", TestVault.TOKEN, null);
        assertThat(VaultMasterKey.open(place).id()).isEqualTo("vault:teams/privacy/the-key:v1");
        assertThatThrownBy(this::masterKey).isInstanceOf(MasterKeyRefusedException.class).hasMessageContaining("404")
                .hasMessageContaining("no handler for route").hasMessageContaining("mounted");
    }

    @Test
    void theTokenIsReadAgainSoAnAgentMayRenewIt(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TestVault.TOKEN + "\n");
        MasterKey masterKey = VaultMasterKey.open(place(vault.address(), "", token));
        Files.writeString(token, "hvs.expired");
        assertThatThrownBy(masterKey::id).isInstanceOf(MasterKeyRefusedException.class);
        Files.writeString(token, TestVault.TOKEN);
        assertThatCode(masterKey::id).doesNotThrowAnyException();
        Files.writeString(token, "two\nlines");
        assertThatThrownBy(masterKey::id).isInstanceOf(MasterKeyRefusedException.class).hasMessageContaining(token.toString())
                .hasMessageNotContaining("two");
        Files.delete(token);
        assertThatThrownBy(masterKey::id).isInstanceOf(MasterKeyRefusedException.class).hasMessageContaining("no token for Vault");
    }

    @Test
    void aWrongTokenIsRefusedWithoutSayingIt() {
        assertThatThrownBy(() -> VaultMasterKey.open(place(vault.address(), "hvs.wrong", null))).isInstanceOf(MasterKeyRefusedException.class)
                .hasMessageContaining("403").hasMessageContaining("permission denied").hasMessageNotContaining("hvs.wrong");
    }

    @Test
    void aSealedVaultIsUnavailableAndComesBack() {
        MasterKey masterKey = masterKey();
        vault.sealed = true;
        assertThatThrownBy(() -> masterKey.wrap(new byte[32], "here")).isInstanceOf(MasterKeyUnavailableException.class)
                .hasMessageContaining("503").hasMessageContaining("Vault is sealed");
        vault.sealed = false;
        assertThatCode(() -> masterKey.wrap(new byte[32], "here")).doesNotThrowAnyException();
    }

    @Test
    void aVaultThatDoesNotAnswerIsNotWaitedForForever() {
        MasterKey impatient = VaultMasterKey.open(place(vault.address(), TestVault.TOKEN, null), CONNECT, Duration.ofSeconds(2));
        vault.gate = new CountDownLatch(1);
        assertThatThrownBy(() -> impatient.wrap(new byte[32], "here")).isInstanceOf(MasterKeyUnavailableException.class)
                .hasMessageContaining("does not answer").hasMessageContaining("HttpTimeoutException");
    }

    @Test
    void nobodyAtTheAddressIsUnavailable() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThatThrownBy(() -> VaultMasterKey.open(place(URI.create("http://127.0.0.1:" + port), TestVault.TOKEN, null)))
                .isInstanceOf(MasterKeyUnavailableException.class).hasMessageContaining("does not answer at http://127.0.0.1:" + port);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 472, 473, 500, 502, 503})
    void whatMayPassIsUnavailable(int status) {
        MasterKey masterKey = masterKey();
        vault.instead = new TestVault.Answer(status, "{\"errors\":[\"later\"]}");
        assertThatThrownBy(() -> masterKey.wrap(new byte[32], "here")).isInstanceOf(MasterKeyUnavailableException.class)
                .hasMessageContaining(status + "").hasMessageContaining("later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{}", "{\"data\":{}}", "{\"data\":{\"ciphertext\":7}}", "{\"data\":{\"ciphertext\":\"AAAA\"}}",
        "{\"data\":{\"ciphertext\":\"vault:v0:AAAA\"}}"})
    void whatIsNotVaultIsNotBelieved(String body) {
        MasterKey masterKey = masterKey();
        vault.instead = new TestVault.Answer(200, body);
        assertThatThrownBy(() -> masterKey.wrap(new byte[32], "here")).isInstanceOf(MasterKeyUnavailableException.class);
    }

    @Test
    void theTokenIsNotCarriedElsewhere() {
        MasterKey masterKey = masterKey();
        vault.instead = new TestVault.Answer(307, "");
        assertThatThrownBy(() -> masterKey.wrap(new byte[32], "here")).isInstanceOf(MasterKeyRefusedException.class)
                .hasMessageContaining("the address of the active Vault");
    }

    @Test
    void anErrorOfVaultsOwnThatMeansAChangedKeyIsOne() {
        WrappedKey wrapped = masterKey().wrap(new byte[32], "here");
        vault.statusOfMismatch = 500;
        assertThatThrownBy(() -> masterKey().unwrap(wrapped.masterKeyId(), wrapped.bytes(), "there")).isInstanceOf(SealedDataException.class);
    }

    @Test
    void aVaultThatDoesNotBindAKeyToItsPlaceIsRefusedAtOnce() {
        vault.ignoresAssociatedData = true;
        assertThatThrownBy(this::masterKey).isInstanceOf(MasterKeyRefusedException.class).hasMessageContaining("ignores associated_data");
    }
}
