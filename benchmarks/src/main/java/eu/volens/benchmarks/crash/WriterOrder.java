package eu.volens.benchmarks.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What a writer process is started with.
 *
 * @param folder  of the keys and of what was signed last
 * @param place   0 or 1: which of the writers that share the log; each place remembers by itself what it signed last
 * @param run     counted over all runs, so that no two runs name a command alike
 * @param seed    of what the clients do
 */
record WriterOrder(String jdbcUrl, Path folder, int place, int run, long seed, int clients) {

    String name() {
        return "writer-" + place;
    }

    Path masterKey() {
        return folder.resolve("master.key");
    }

    Path logKey() {
        return folder.resolve("log.key");
    }

    Path classArchive() {
        return folder.resolveSibling("writer.jsa");
    }

    Path lastSigned() {
        return lastSigned(folder, place);
    }

    static Path lastSigned(Path folder, int place) {
        return folder.resolve("last-signed-" + place);
    }

    /** Streams that all clients of the run append to, so that they meet. */
    List<UUID> sharedStreams() {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> uuid(random)).limit(6).toList();
    }

    static UUID uuid(RandomGenerator random) {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    List<String> arguments() {
        return List.of(jdbcUrl, folder.toString(), Integer.toString(place), Integer.toString(run), Long.toString(seed), Integer.toString(clients));
    }

    static WriterOrder read(String... arguments) {
        return new WriterOrder(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]),
                Long.parseLong(arguments[4]), Integer.parseInt(arguments[5]));
    }
}
