package eu.volens.standalone.keys;

import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.eventstore.MasterKey;
import eu.volens.eventstore.MasterKeyRotation;
import eu.volens.eventstore.MasterKeyRotation.Outcome;
import eu.volens.eventstore.WrappedKeys;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A new master key in three steps: it is put first in the file, everything is wrapped anew under it, the old one is removed. Each step is
 * durable before the next begins. A crash before the last step leaves two keys in the file, with which everything can be read; the next
 * run finds them, makes no third, and completes.
 */
final class KeyRotation {

    private final Path file;
    private final EmbeddedDatabase database;
    private final SecureRandom random;
    private final Consumer<String> tell;

    /** @param tell gets lines for the person who waits */
    KeyRotation(Path file, EmbeddedDatabase database, SecureRandom random, Consumer<String> tell) {
        this.file = file;
        this.database = database;
        this.random = random;
        this.tell = tell;
    }

    /** @throws Refusal when it cannot be completed; everything can be read as before */
    void run() {
        try {
            FileMasterKey key = withNewKeyFirst();
            Outcome outcome = rewrap(key);
            if (outcome.left() > 0) {
                throw new Refusal(outcome.left() + " keys could not be wrapped anew, because the master key that opens them is not in " + file
                        + "; add its line from the copy of the file at the end, and run this again. Until then the old keys stay");
            }
            FileMasterKey.keepFirstKeyOnly(file);
            tell.accept("The master key is " + key.id() + " now; " + outcome.rewrapped() + " keys were wrapped anew.");
            tell.accept("Copy " + file + " to where its copy is kept. Backups from before need the file from before.");
        } catch (IOException | LogUnavailableException e) {
            throw new Refusal("the master key could not be changed (" + e.getMessage() + "); everything can be read as before, run this again", e);
        }
    }

    private FileMasterKey withNewKeyFirst() throws IOException {
        if (Files.notExists(file)) {
            throw new Refusal("there is no master key " + file + "; restore it from its copy, or start Volens once if this folder is new");
        }
        FileMasterKey present = FileMasterKey.open(file, random);
        if (present.ids().size() > 1) {
            tell.accept("There is more than one master key: the change that was begun is completed.");
            return present;
        }
        FileMasterKey.putNewKeyFirst(file, random);
        return FileMasterKey.open(file, random);
    }

    private Outcome rewrap(MasterKey key) {
        Outcome ledger = rewrap(key, "ledger", List.of());
        Outcome rights = rewrap(key, "rights", List.of(LookupKey.wrappedKeys()));
        return new Outcome(ledger.rewrapped() + rights.rewrapped(), ledger.left() + rights.left());
    }

    private Outcome rewrap(MasterKey key, String schema, List<WrappedKeys> others) {
        DataSource service = database.in(schema);
        List<WrappedKeys> made = others.stream().filter(table -> isMade(service, table.table())).toList();
        return isMade(service, "person_key") ? new MasterKeyRotation(service, key, made).run() : new Outcome(0, 0);
    }

    /** A service that never came to its start has nothing to wrap. */
    private static boolean isMade(DataSource service, String table) {
        try (Connection connection = service.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("the database does not answer", e);
        }
    }
}
