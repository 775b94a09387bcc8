package eu.volens.wire.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a file with one per line; empty lines and those that begin with # say nothing. A change of the file counts within seconds, without
 * a restart. Where there is no file, there is no key. Safe for many threads.
 */
public final class ApiKeys {

    private static final long LOOK_MILLIS = 2_000;

    private final Path file;
    private final InstantSource clock;
    private volatile Read read;

    private record Read(Map<String, ApiKey> byHash, Version version, long lookedAtMillis) {}

    private record Version(FileTime changed, long bytes) {}

    /**
     * @throws IOException              when the file is there and cannot be read
     * @throws IllegalArgumentException when a line is no key; names the line, never what stands in it
     */
    public static ApiKeys open(Path file, InstantSource clock) throws IOException {
        return new ApiKeys(file, clock, read(file, clock));
    }

    private ApiKeys(Path file, InstantSource clock, Read read) {
        this.file = file;
        this.clock = clock;
        this.read = read;
    }

    private static Read read(Path file, InstantSource clock) throws IOException {
        var version = version(file);
        var byHash = new HashMap<String, ApiKey>();
        for (var key : parse(file)) {
            byHash.put(key.sha256(), key);
        }
        return new Read(Map.copyOf(byHash), version, clock.millis());
    }

    private static Version version(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size());
        } catch (NoSuchFileException none) {
            return new Version(FileTime.fromMillis(0), -1);
        }
    }

    /** Every key of a file, in its order. */
    public static List<ApiKey> parse(Path file) throws IOException {
        var keys = new ArrayList<ApiKey>();
        var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).isBlank() || lines.get(at).startsWith("#")) {
                continue;
            }
            try {
                keys.add(ApiKey.parse(lines.get(at)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ":" + (at + 1) + ": " + e.getMessage(), e);
            }
        }
        return keys;
    }

    /** Whose key this is. Looked up by its hash, so nothing that can be measured tells how much of a guess was right. */
    public Optional<ApiKey> find(String key) {
        return key.startsWith(ApiKey.PREFIX) ? Optional.ofNullable(current().byHash().get(ApiKey.hash(key))) : Optional.empty();
    }

    /** While the changed file cannot be read or understood, the keys that were there before go on. */
    private Read current() {
        var known = read;
        if (clock.millis() - known.lookedAtMillis() < LOOK_MILLIS) {
            return known;
        }
        try {
            read = version(file).equals(known.version()) ? new Read(known.byHash(), known.version(), clock.millis()) : read(file, clock);
        } catch (IOException | IllegalArgumentException unusable) {
            read = new Read(known.byHash(), known.version(), clock.millis());
        }
        return read;
    }
}
