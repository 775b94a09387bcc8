package eu.volens.standalone.backup;

import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.system.Surroundings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Restores into a data folder. From before the old database moves until the new one is whole, a marker lies in the folder: with it nothing
 * starts, and the next restore knows that the database is its own unfinished work. Keys, the list of destroyed keys and what was signed last
 * stay as they are, except that a new log puts the old log's key and last checkpoint aside.
 */
final class FolderRestore {

    private static final String MASTER_KEY = "master.key";
    private static final String DESTROYED_KEYS = "destroyed-keys";
    private static final String LOG_KEY = "log.key";
    private static final String LAST_SIGNED = "log.last-signed";

    /** Whose log is signed and shown. */
    private static final String SIGNED_SCHEMA = "ledger";

    private final Surroundings surroundings;
    private final Consumer<String> say;

    FolderRestore(Surroundings surroundings, Consumer<String> say) {
        this.surroundings = surroundings;
        this.say = say;
    }

    void restore(Path data, BackupFile backup, Contents contents, boolean replace, @Nullable String newLog) throws SQLException, IOException {
        try (DataFolder folder = DataFolder.open(data)) {
            refuseWithoutKeys(folder, contents);
            refuseOldName(folder, newLog);
            long signed = newLog == null ? signed(folder) : 0;
            Marker marker = mark(folder, contents, replace, newLog);
            clear(folder, marker);
            try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, surroundings.random())) {
                new Loading(database.access(), say).load(backup, contents, null, marker.newLog() != null);
            }
            if (marker.newLog() != null) {
                beginLog(folder, marker);
            }
            List<String> told = told(folder, contents, marker, signed);
            DataFolder.writeDurably(folder.restored(), String.join("\n", told));
            folder.forget(folder.unfinishedRestore());
            told.forEach(say);
        }
    }

    /** @param aside where the old database goes, a folder's name; null when there was none */
    private record Marker(String moment, @Nullable String aside, @Nullable String newLog) {

        String text() {
            return moment + "\n" + Objects.requireNonNullElse(aside, "-") + "\n" + Objects.requireNonNullElse(newLog, "-") + "\n";
        }

        static Marker parse(Path file, String text) {
            String[] lines = text.split("\n");
            if (lines.length != 3) {
                throw new Refusal("the file " + file + " was changed; name the folder's database yourself, then delete the file");
            }
            return new Marker(lines[0], lines[1].equals("-") ? null : lines[1], lines[2].equals("-") ? null : lines[2]);
        }
    }

    private static void refuseWithoutKeys(DataFolder folder, Contents contents) {
        if (!Files.exists(folder.key(MASTER_KEY))) {
            throw new Refusal("the backup's personal data open only with " + folder.key(MASTER_KEY)
                    + ", which is missing; put your copy of the folder keys there, then restore again");
        }
        if (contents.erased() > 0 && !Files.exists(folder.key(DESTROYED_KEYS))) {
            throw new Refusal("the list " + folder.key(DESTROYED_KEYS) + " is missing, though people were erased before this backup;"
                    + " put its newest copy there, or those erased later come back");
        }
    }

    /** A log that was here before the backup's, or after it, has its key in the folder still. */
    private static void refuseOldName(DataFolder folder, @Nullable String newLog) throws IOException {
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(folder.key(LOG_KEY).getParent(), LOG_KEY + "*")) {
            for (Path key : keys) {
                if (newLog != null && Files.readString(key).startsWith("PRIVATE+KEY+" + newLog + "+")) {
                    throw new Refusal("a log here has had the name " + newLog + " before, its key is " + key + "; a new log needs a new name");
                }
            }
        }
    }

    /** How many events the log is known to have signed; 0 when nothing is known. */
    private static long signed(DataFolder folder) throws IOException {
        Path file = folder.key(LAST_SIGNED);
        try {
            return Files.exists(file) ? Long.parseLong(Files.readAllLines(file).get(1)) : 0;
        } catch (NumberFormatException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw new Refusal("the file " + file + " is damaged; put its copy there, or begin a new log with --new-log NAME, see docs/OPERATING.md", e);
        }
    }

    /** Decides, once, where the old database goes; a restore that continues keeps to it. */
    private Marker mark(DataFolder folder, Contents contents, boolean replace, @Nullable String newLog) throws SQLException, IOException {
        Optional<String> left = folder.note(folder.unfinishedRestore());
        if (left.isPresent()) {
            Marker begun = Marker.parse(folder.unfinishedRestore(), left.get());
            if (newLog != null && !newLog.equals(begun.newLog())) {
                throw new Refusal("a restore that was cut off had " + (begun.newLog() == null ? "no --new-log" : "--new-log " + begun.newLog())
                        + "; run that one again as it was, and then begin another log");
            }
            say.accept("  a restore that was cut off is done again");
            return begun;
        }
        boolean inTheWay = isInTheWay(folder, contents);
        if (inTheWay && !replace) {
            throw new Refusal("the folder " + folder.root() + " holds a database already; choose another folder with --data DIR,"
                    + " or give --replace to put it aside under a dated name");
        }
        String moment = DatedName.of(surroundings.clock());
        Marker marker = new Marker(moment, inTheWay ? "postgresql-" + moment : null, newLog);
        DataFolder.writeDurably(folder.unfinishedRestore(), marker.text());
        return marker;
    }

    private boolean isInTheWay(DataFolder folder, Contents contents) throws SQLException {
        if (!Files.exists(folder.postgresql().resolve("PG_VERSION"))) {
            return false;
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, surroundings.random()); Connection connection = database.connect()) {
            return !Loading.inTheWay(connection, contents).isEmpty();
        }
    }

    private static void clear(DataFolder folder, Marker marker) throws IOException {
        Path database = folder.postgresql();
        if (!Files.exists(database)) {
            return;
        }
        Path aside = marker.aside() == null ? null : folder.root().resolve(marker.aside());
        if (aside != null && !Files.exists(aside)) {
            Files.move(database, aside, StandardCopyOption.ATOMIC_MOVE);
            DataFolder.force(folder.root());
        } else {
            // Empty, or what a restore left that was cut off: the old one is aside already.
            EmbeddedDatabase.endOrphan(folder);
            delete(database);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** In this order, so that a crash in between cannot give the new name to the old key. */
    private static void beginLog(DataFolder folder, Marker marker) throws IOException {
        for (String old : List.of(LAST_SIGNED, LOG_KEY)) {
            Path file = folder.key(old);
            if (Files.exists(file)) {
                Files.move(file, folder.key(old + "-" + marker.moment()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        DataFolder.force(folder.key(LOG_KEY).getParent());
        DataFolder.writeDurably(folder.logOrigin(), marker.newLog() + "\n");
    }

    private static List<String> told(DataFolder folder, Contents contents, Marker marker, long signed) {
        Stream.Builder<String> told = Stream.builder();
        told.add("Restored: the data are those of " + contents.takenAt());
        if (marker.aside() != null) {
            told.add("What was there is in " + folder.root().resolve(marker.aside())
                    + "; delete it once all is well: people erased from now on are still in it");
        }
        if (marker.newLog() != null) {
            told.add("A new log named " + marker.newLog() + " begins; tell those who follow the old one");
        } else {
            ahead(contents, signed).ifPresent(told::add);
        }
        return told.build().toList();
    }

    /** What was signed beyond the backup would be signed differently now; the log refuses that, decision 060. */
    private static Optional<String> ahead(Contents contents, long signed) {
        long restored = contents.schemas().stream().filter(schema -> schema.name().equals(SIGNED_SCHEMA)).map(Contents.Schema::log)
                .filter(Objects::nonNull).mapToLong(Contents.Log::position).max().orElse(0);
        return signed <= restored ? Optional.empty() : Optional.of("The log signed " + signed + " events, and this backup has " + restored
                + ": nothing more is signed, though everything is recorded. Restore a newer backup, or begin a new log:"
                + " restore again with --replace --new-log NAME, see docs/OPERATING.md");
    }
}
