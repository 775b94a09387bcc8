package eu.volens.rights.system;

import eu.volens.eventstore.MasterKeyPlace;
import eu.volens.rights.mailbox.ImapSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator sets; the README lists it.
 *
 * @param controllersDir folder with one folder per controller
 * @param controller     which of them
 * @param serviceToken   what the services of the house prove themselves with; has no default
 * @param ledgerUrl      where the ledger is asked, without a final slash
 * @param rightsUrl      where people reach this service, for the links in letters, without a final slash
 * @param masterKeyFile  created on the first start, where the master key is a file
 * @param destroyedKeysFile the list of erased persons, outside the database and its backups; never restored together with them
 * @param apiKeysFile    keys of the controller's backends and of agents, hashed, one per line; need not be there
 * @param masterKey      where the master key rests
 * @param authservId     how the mail servers of the mailboxes call themselves in {@code Authentication-Results} (RFC 8601), separated by commas;
 *                       blank when nothing there is believed
 * @param mailbox        the privacy mailbox
 * @param mailboxes      further mailboxes and folders where requests arrive
 * @param mailServers    names, or what they end with, of servers that take the controller's mail in: what they say of the time of arrival is
 *                       believed in mails that are handed in; besides those under the controller's own mail domain
 *
 * <p>Paths are bound as words: Spring would look for them among its resources first, and refuses {@code ../controllers}.
 */
@ConfigurationProperties("volens")
@Validated
record RightsSettings(
        @NotBlank String controllersDir,
        @NotBlank String controller,
        @NotBlank(message = "must be set (VOLENS_SERVICE_TOKEN): a long random secret that all services of the house share")
        String serviceToken,
        @NotNull @Pattern(regexp = ADDRESS, message = ADDRESS_WANTED) String ledgerUrl,
        @NotNull @Pattern(regexp = ADDRESS, message = ADDRESS_WANTED) String rightsUrl,
        @NotBlank String masterKeyFile,
        @NotBlank String destroyedKeysFile,
        @NotBlank String apiKeysFile,
        @NotNull MasterKeyPlace masterKey,
        @Valid @NotNull Kafka kafka,
        @NotNull String authservId,
        @Valid @NotNull Mailbox mailbox,
        @Valid @DefaultValue List<Mailbox> mailboxes,
        @DefaultValue List<@NotBlank String> mailServers) {

    private static final String ADDRESS = "https?://[^/]+";
    private static final String ADDRESS_WANTED = "must be an address such as https://privacy.example.eu, without a path";

    Path controllerFolder() {
        return path("volens.controllers-dir", controllersDir).resolve(controller).normalize();
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

    /** Every mailbox and folder that is read; each by a connection of its own. */
    List<ImapSettings> readMailboxes() {
        List<ImapSettings> read = Stream.concat(Stream.of(mailbox).filter(Mailbox::isRead), mailboxes.stream()).map(Mailbox::asked).toList();
        for (int at = 0; at < read.size(); at++) {
            ImapSettings box = read.get(at);
            if (box.host().isBlank()) {
                throw new UnusableSetting("volens.mailboxes", box, "it has no host");
            }
            if (read.subList(0, at).stream().anyMatch(other -> other.name().equals(box.name()))) {
                throw new UnusableSetting("volens.mailboxes", box, "it is there twice, and would be read twice");
            }
        }
        return read;
    }

    /** Absolute, so that what is said about it later can be found. */
    private static Path path(String property, String words) {
        try {
            return Path.of(words).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UnusableSetting(property, words, e.getReason());
        }
    }

    /** @param bootstrapServers {@code host:port}, separated by commas; not used where a transport is given from outside */
    record Kafka(@NotBlank String bootstrapServers) {}

    /**
     * A mailbox, read by IMAP.
     *
     * @param host blank when no mailbox is read
     * @param tls  encrypted from the first byte (imaps)
     */
    record Mailbox(@DefaultValue("") @NotNull String host, @DefaultValue("143") int port, @DefaultValue("") @NotNull String username,
            @DefaultValue("") @NotNull String password, @DefaultValue("INBOX") @NotBlank String folder, @DefaultValue("false") boolean tls) {

        boolean isRead() {
            return !host.isBlank();
        }

        ImapSettings asked() {
            return new ImapSettings(host, port, username, password, folder, tls);
        }

        /** Never the password, nor whose mailbox it is. */
        @Override
        public String toString() {
            return host + ":" + port + "/" + folder;
        }
    }
}
