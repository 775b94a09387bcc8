package eu.volens.ledger.system;

import eu.volens.eventstore.transparency.Witness;
import eu.volens.ledger.address.ClientAddresses;
import eu.volens.ledger.consent.Visits;
import eu.volens.ledger.rate.Allowance;
import eu.volens.ledger.rate.RateLimits;
import eu.volens.merkle.MalformedException;
import eu.volens.eventstore.MasterKeyPlace;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator sets; the README lists it.
 *
 * @param controllersDir folder with one folder per controller
 * @param controller     which of them
 * @param serviceToken   what other services of the house prove themselves with; has no default
 * @param ledgerUrl      address under which people and services reach this service, without a final slash
 * @param rightsUrl      address under which people reach the rights service, without a final slash; blank: they write a mail instead
 * @param masterKeyFile  created on the first start, where the master key is a file
 * @param destroyedKeysFile the list of erased persons, outside the database and its backups; never restored together with them
 * @param masterKey      where the master key rests
 * @param evidence       what is kept, sealed, of where a choice comes from
 * @param trustedProxies whose {@code X-Forwarded-For} is believed: addresses and ranges in CIDR notation
 * @param rateLimit      how much one address or one key may ask
 * @param apiKeysFile    keys of the controller's backends; need not be there
 * @param requests       how many are served at once
 * @param log            the transparency log
 *
 * <p>Paths are bound as words: Spring would look for them among its resources first, and refuses {@code ../controllers}.
 */
@ConfigurationProperties("volens")
@Validated
record LedgerSettings(
        @NotBlank String controllersDir,
        @NotBlank String controller,
        @NotBlank(message = "must be set (VOLENS_SERVICE_TOKEN): a long random secret that all services of the house share")
        String serviceToken,
        @NotNull @Pattern(regexp = "https?://[^/]+", message = "must be an address such as https://consent.example.eu, without a path")
        String ledgerUrl,
        @NotNull @Pattern(regexp = "(https?://[^/]+)?", message = "must be an address such as https://requests.example.eu, without a path, or blank")
        String rightsUrl,
        @NotBlank String masterKeyFile,
        @NotBlank String destroyedKeysFile,
        @NotNull MasterKeyPlace masterKey,
        @NotNull Visits.Keeping evidence,
        @NotBlank String apiKeysFile,
        @DefaultValue List<String> trustedProxies,
        @Valid @NotNull RateLimit rateLimit,
        @Valid @NotNull Requests requests,
        @Valid @NotNull Log log,
        @Valid @NotNull Kafka kafka) {

    Path controllersFolder() {
        return path("volens.controllers-dir", controllersDir);
    }

    Path keyFile() {
        return path("volens.master-key-file", masterKeyFile);
    }

    Path destroyedKeys() {
        return path("volens.destroyed-keys-file", destroyedKeysFile);
    }

    Path apiKeys() {
        return path("volens.api-keys-file", apiKeysFile);
    }

    ClientAddresses clients() {
        try {
            return ClientAddresses.behind(trustedProxies);
        } catch (IllegalArgumentException e) {
            throw new UnusableSetting("volens.trusted-proxies", trustedProxies, String.valueOf(e.getMessage()));
        }
    }

    /** Absolute, so that what is said about it later can be found. */
    private static Path path(String property, String words) {
        try {
            return Path.of(words).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UnusableSetting(property, words, e.getReason());
        }
    }

    /**
     * @param atOnceMax        in work: some hundreds share each commit, more only fill the heap
     * @param waitingMax       for their turn: about a second of work; more would only wait longer
     * @param waitingMillisMax who waits longer is sent away
     */
    record Requests(@Positive int atOnceMax, @PositiveOrZero int waitingMax, @Positive int waitingMillisMax) {}

    /**
     * The transparency log.
     *
     * @param origin         the log's name in every checkpoint, for good
     * @param keyFile        signs checkpoints; created on the first start
     * @param lastSignedFile what was signed last, outside the database; never restored together with it
     * @param auditorToken   lets auditors read entries; blank: nobody may
     * @param witnesses      who cosigns checkpoints; more than these make checkpoints long and none safer
     */
    record Log(@NotBlank @Pattern(regexp = "[^\\s+]+", message = "must be a name without spaces and plus signs, such as example.eu/ledger") String origin,
            @NotBlank String keyFile, @NotBlank String lastSignedFile, @NotNull String auditorToken,
            @Size(max = WITNESSES_MAX) @DefaultValue List<@Valid Cosigner> witnesses) {

        private static final int WITNESSES_MAX = 16;

        Path key() {
            return path("volens.log.key-file", keyFile);
        }

        Path lastSigned() {
            return path("volens.log.last-signed-file", lastSignedFile);
        }
    }

    /**
     * @param url  under which the witness takes submissions
     * @param vkey what its cosignatures are checked with
     */
    record Cosigner(@NotBlank String url, @NotBlank String vkey) {

        Witness witness() {
            try {
                return Witness.parse(url, vkey);
            } catch (MalformedException e) {
                throw new UnusableSetting("volens.log.witnesses", url + " with " + vkey, e.getMessage());
            }
        }
    }

    /**
     * Requests at once, and those that come back in a minute; zero for no limit.
     *
     * @param readsBurst  of one address, what only asks
     * @param writesBurst of one address, what may record something
     * @param keyBurst    of one backend's key, everything
     */
    record RateLimit(@PositiveOrZero int readsBurst, @PositiveOrZero int readsPerMinute, @PositiveOrZero int writesBurst,
            @PositiveOrZero int writesPerMinute, @PositiveOrZero int keyBurst, @PositiveOrZero int keyPerMinute) {

        RateLimits counting(LongSupplier nanos) {
            try {
                return new RateLimits(new Allowance(readsBurst, readsPerMinute), new Allowance(writesBurst, writesPerMinute),
                        new Allowance(keyBurst, keyPerMinute), nanos);
            } catch (IllegalArgumentException e) {
                throw new UnusableSetting("volens.rate-limit", this, String.valueOf(e.getMessage()));
            }
        }
    }

    /** @param bootstrapServers {@code host:port}, separated by commas; not used where a transport is given from outside */
    record Kafka(@NotBlank String bootstrapServers) {}
}
