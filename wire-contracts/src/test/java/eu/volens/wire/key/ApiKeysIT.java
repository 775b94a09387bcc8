package eu.volens.wire.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysIT {

    private static final String KEY = ApiKey.generate(bytes -> Arrays.fill(bytes, (byte) 7));
    private static final ApiKey SHOP = ApiKey.of("shop", Set.of(Scope.PERMISSIONS_READ, Scope.CONSENTS_WRITE), KEY);

    @TempDir
    private Path folder = Path.of("");
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void aKeyIsKnownByItsHashAndTheFileDoesNotHoldIt() throws IOException {
        var file = write("# for the shop\n\n" + SHOP.line() + "\n");

        assertThat(ApiKeys.open(file, clock).find(KEY)).contains(SHOP);
        assertThat(ApiKeys.open(file, clock).find(KEY + "x")).isEmpty();
        assertThat(ApiKeys.open(file, clock).find(SHOP.sha256())).as("the hash opens nothing").isEmpty();
        assertThat(Files.readString(file)).doesNotContain(KEY).contains("shop consents:write,permissions:read ");
    }

    @Test
    void whoIsAddedIsLetInAndWhoIsTakenOutIsNotWithoutARestart() throws IOException {
        var keys = ApiKeys.open(folder.resolve("api-keys"), clock);
        assertThat(keys.find(KEY)).as("no file, no key").isEmpty();

        write(SHOP.line() + "\n");
        now = now.plusSeconds(2);
        assertThat(keys.find(KEY)).contains(SHOP);

        write("# nobody\n");
        now = now.plusSeconds(2);
        assertThat(keys.find(KEY)).isEmpty();
    }

    @Test
    void aFileThatSomebodyBrokeWhileTheServiceRunsLetsInWhomItLetInBefore() throws IOException {
        var file = write(SHOP.line() + "\n");
        var keys = ApiKeys.open(file, clock);

        write("half a li");
        now = now.plusSeconds(2);

        assertThat(keys.find(KEY)).contains(SHOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop consents:write", "shop consents:destroy 00", "Shop consents:write 00", "shop  00 00"})
    void aLineThatIsNoKeyIsRefusedWithItsNumber(String line) throws IOException {
        var file = write("# a comment\n" + line + "\n");

        assertThatThrownBy(() -> ApiKeys.open(file, clock)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(file + ":2: ");
    }

    @Test
    void theHeaderOfOthersIsNoKey() {
        assertThat(ApiKey.in("bearer  abc ")).contains("abc");
        assertThat(ApiKey.in("Basic abc")).isEmpty();
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(folder.resolve("api-keys"), lines);
    }
}
