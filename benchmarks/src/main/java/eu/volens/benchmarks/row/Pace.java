package eu.volens.benchmarks.row;

import java.time.Duration;

/**
 * How long everything takes. Times are long enough for a checkpoint of the database or a garbage collection to be no surprise, and short
 * enough that a round sees one state of a machine that others use as well.
 *
 * @param rounds      of each row
 * @param warmUp      before the first round of a process: cold code runs at half its speed, or less
 * @param warmUpRequests and so many of them: where others use the machine too, time alone warms nothing
 * @param load        of each measurement of ours
 * @param yardstick   of each measurement of a yardstick
 * @param latency     of each measurement of one client alone
 * @param replayed    events in the log that is replayed
 * @param verifiedMegabytes of entries in the log that is verified
 * @param longLog     events in a log that is long, for {@code flatness}
 * @param shortLog    and in one that is short
 */
public record Pace(int rounds, Duration warmUp, int warmUpRequests, Duration load, Duration yardstick, Duration latency, int replayed, int verifiedMegabytes,
        int longLog, int shortLog) {

    public static final Pace FULL = new Pace(5, Duration.ofSeconds(30), 60_000, Duration.ofSeconds(10), Duration.ofSeconds(6), Duration.ofSeconds(4),
            500_000, 1_024, 20_000_000, 1_000_000);
    public static final Pace QUICK = new Pace(2, Duration.ofSeconds(10), 20_000, Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(2),
            100_000, 100, 1_000_000, 100_000);
    private static final int WARM_UP_TIMES_MAX = 6;

    /** Also after a multiple of the time: a machine this slow is not warmed by waiting. */
    boolean isWarm(Duration since, long requests) {
        return since.compareTo(warmUp) >= 0 && (requests >= warmUpRequests || since.compareTo(warmUp.multipliedBy(WARM_UP_TIMES_MAX)) >= 0);
    }
}
