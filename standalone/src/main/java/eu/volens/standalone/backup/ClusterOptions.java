package eu.volens.standalone.backup;

import eu.volens.standalone.database.DatabaseAccess;
import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database, when it is not the one of a data folder. */
final class ClusterOptions {

    @Option(names = "--jdbc-url", paramLabel = "URL", description = "A database elsewhere, instead of a folder's own.")
    @Nullable String jdbcUrl;

    @Option(names = "--user", paramLabel = "NAME", description = "Who signs in there.")
    @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Holds the password.")
    @Nullable Path passwordFile;

    /** Empty when a folder's database is meant. */
    Optional<DatabaseAccess> database() {
        if (jdbcUrl == null && user == null && passwordFile == null) {
            return Optional.empty();
        }
        if (jdbcUrl == null || user == null || passwordFile == null) {
            throw new Refusal("a database elsewhere needs --jdbc-url, --user and --password-file together; leave all of them out for a folder's own");
        }
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new Refusal("the --jdbc-url has to begin with jdbc:postgresql:, such as jdbc:postgresql://host:5432/volens");
        }
        try {
            return Optional.of(new DatabaseAccess(jdbcUrl, user, Files.readString(passwordFile).strip()));
        } catch (IOException e) {
            throw new Refusal("the password file " + passwordFile + " cannot be read; name one that exists and is yours", e);
        }
    }
}
