package eu.volens.standalone.access;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.standalone.VolensLine;
import eu.volens.standalone.VolensLine.Ended;
import eu.volens.standalone.folder.DataFolder;
import eu.volens.wire.key.ApiKeys;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessCommandIT {

    private final Path data;

    AccessCommandIT(@TempDir Path folder) {
        data = folder.resolve("data");
        DataFolder.open(data).close();
    }

    @Test
    void aKeyIsShownOnceRestsHashedAndOpensNothingOnceTakenAway() throws IOException {
        var added = access("add", "shop", "consents:write", "permissions:read");
        assertThat(added.code()).as(added.err()).isZero();
        var key = added.out().strip();
        var file = data.resolve("keys").resolve("api-keys");

        assertThat(ApiKeys.open(file, InstantSource.system()).find(key).orElseThrow().scopes())
                .containsExactlyInAnyOrder(Scope.CONSENTS_WRITE, Scope.PERMISSIONS_READ);
        assertThat(Files.readString(file)).doesNotContain(key);
        assertThat(Files.getPosixFilePermissions(file)).allMatch(permission -> permission.name().startsWith("OWNER"));
        assertThat(access("list").out()).isEqualToIgnoringNewLines("shop  consents:write, permissions:read");

        assertThat(access("remove", "shop").code()).isZero();
        assertThat(ApiKeys.open(file, InstantSource.system()).find(key)).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsSaidAndChangesNothing() {
        access("add", "shop", "consents:read");

        assertThat(access("add", "shop", "consents:read").err()).contains("there is a key for shop already");
        assertThat(access("add", "till", "consents:burn").err()).contains("there is no scope consents:burn; there are consents:write, ");
        assertThat(access("add", "The Till", "consents:read").err()).contains("lower-case letters");
        assertThat(access("remove", "till").err()).contains("there is no key for till");
        assertThat(access("list").out().lines()).hasSize(1);
        assertThat(VolensLine.run("access", "list", "--data", data.resolve("nowhere").toString()).err()).contains("there is no data of Volens");
    }

    private Ended access(String command, String... words) {
        var line = new ArrayList<>(List.of("access", command));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data.toString()));
        return VolensLine.run(line.toArray(String[]::new));
    }
}
