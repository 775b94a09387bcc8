package eu.volens.ledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.MasterKey;
import eu.volens.eventstore.MasterKeyPlace;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.ledger.RunningLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the service takes its master key from, and what it does when the key has changed. */
class MasterKeyIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int looks = 0; looks < 3_000 && !condition.getAsBoolean(); looks++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void whatAnOlderKeyWrapsIsWrappedAnewAtTheNextStart() throws Exception {
        Path file = folder.resolve("master.key");
        PersonId person = new PersonId(UUID.randomUUID());
        try (RunningLedger ledger = new RunningLedger(folder, Clock.systemUTC())) {
            byte[] key = ledger.bean(PersonKeys.class).keyFor(person).getEncoded();
            FileMasterKey.putNewKeyFirst(file, RANDOM);
            ledger.restart();

            String newer = FileMasterKey.open(file, RANDOM).id();
            JdbcClient database = JdbcClient.create(ledger.dataSource());
            await(() -> database.sql("SELECT master_key FROM ledger.person_key").query(String.class).single().equals(newer));
            FileMasterKey.keepFirstKeyOnly(file);
            ledger.restart();
            assertThat(ledger.bean(PersonKeys.class).keyFor(person).getEncoded()).isEqualTo(key);
        }
    }

    @Test
    void theKeyMayComeFromTheEnvironmentAndThenNoFileIsMade() throws Exception {
        Path elsewhere = folder.resolve("elsewhere.key");
        FileMasterKey key = FileMasterKey.openOrCreate(elsewhere, RANDOM);
        try (RunningLedger ledger = new RunningLedger(folder, Clock.systemUTC(), "volens.master-key.kind=environment",
                "VOLENS_MASTER_KEY=" + Files.readString(elsewhere).strip())) {
            assertThat(ledger.bean(MasterKey.class).id()).isEqualTo(key.id());
            assertThat(folder.resolve("master.key")).doesNotExist();
        }
    }

    @Test
    void aKeyThatCannotBeHadStopsTheStartWithASentence() {
        Throwable failure = catchThrowable(() -> new RunningLedger(folder, Clock.systemUTC(), "volens.master-key.kind=environment").close());
        assertThat(failure).rootCause().isInstanceOf(UnusableSetting.class)
                .hasMessage("volens.master-key.kind is environment, which cannot be used: VOLENS_MASTER_KEY is not set; "
                        + "put the lines of a master key file into it");
    }

    /** Its name, read as the name of a property, is that of the settings around it. */
    @Test
    void theVariableWithTheKeyIsNotTakenForASetting() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment",
                Map.of("VOLENS_MASTER_KEY", "volens-master-key/1 0 secret", "VOLENS_MASTER_KEY_VAULT_TOKEN_FILE", "/run/token")));
        environment.getPropertySources().addLast(new MapPropertySource("yml", Map.of("volens.master-key.kind", "environment",
                "volens.master-key.vault.address", "", "volens.master-key.vault.mount", "transit", "volens.master-key.vault.key", "volens",
                "volens.master-key.vault.namespace", "", "volens.master-key.vault.token", "", "volens.master-key.vault.token-file", "")));
        ConfigurationPropertySources.attach(environment);

        assertThat(Binder.get(environment).bind("volens.master-key", MasterKeyPlace.class).get()).isEqualTo(
                new MasterKeyPlace("environment", new MasterKeyPlace.Vault("", "transit", "volens", "", "", "/run/token")));
    }
}
