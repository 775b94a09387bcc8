package eu.volens.benchmarks.crash;

import java.util.SplittableRandom;

/**
 * What happens in one run; follows from its seed alone.
 *
 * @param writers     1, or 2 that share the log
 * @param delayMillis from the beginning of the load (of the start, for {@link Kind#STARTING}; of a signature, for {@link Kind#SEALING})
 *                    to the blow
 * @param awayMillis  how long what was killed stays dead, or how much later the second blow falls
 */
record CrashPlan(long seed, Kind kind, int writers, int delayMillis, int awayMillis) {

    enum Kind {
        /** All writers, under load. */
        WRITERS("writers killed under load", 30),
        /** One of two; the other goes on. */
        ONE_WRITER("one of two writers killed", 12),
        /** While it opens the log. */
        STARTING("writer killed while starting", 12),
        /** About when the next checkpoint is signed. */
        SEALING("writer killed while sealing", 14),
        /** PostgreSQL with all its processes; the writers live on. */
        DATABASE("PostgreSQL killed, writers live", 14),
        /** PostgreSQL and the writers. */
        BOTH("PostgreSQL and writers killed", 10),
        /** One server process of PostgreSQL, which then restarts by itself. */
        BACKEND("one PostgreSQL process killed", 5),
        /** Halted inside its transaction for longer than the server allows, then woken. */
        PAUSED("writer halted, woken, killed", 3);

        final String words;
        private final int weight;

        Kind(String words, int weight) {
            this.words = words;
            this.weight = weight;
        }

        private static Kind of(int lot) {
            int left = lot;
            for (Kind kind : values()) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("the weights are not 100 together");
        }
    }

    static CrashPlan of(long seed) {
        var random = new SplittableRandom(seed);
        Kind kind = Kind.of(random.nextInt(100));
        boolean several = switch (kind) {
            case ONE_WRITER, PAUSED -> true;
            case WRITERS, SEALING, DATABASE, BOTH, BACKEND -> random.nextInt(4) == 0;
            case STARTING -> false;
        };
        int delay = switch (kind) {
            case STARTING -> random.nextInt(500);
            case SEALING -> 80 + random.nextInt(50);
            case WRITERS, ONE_WRITER, DATABASE, BOTH, BACKEND, PAUSED -> random.nextInt(500);
        };
        return new CrashPlan(seed, kind, several ? 2 : 1, delay, random.nextInt(200));
    }
}
