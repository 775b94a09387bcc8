package eu.volens.standalone.clock;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The machine's clock, ahead of it or behind it by as much as somebody set. It runs on by itself, so waiting and retrying work, and moves
 * forward only: what is on record stays in the past. How far it is set rests in the data folder before it counts, so no restart goes back.
 */
public final class SetClock extends Clock {

    /** Before it there was nothing to do; after it, a year was mistyped. */
    public static final Instant MIN = Instant.parse("2018-05-25T00:00:00Z");
    public static final Instant MAX = Instant.parse("2999-12-31T00:00:00Z");

    private final Path file;
    private final Clock machine;
    private volatile Duration ahead;

    private SetClock(Path file, Clock machine, Duration ahead) {
        this.file = file;
        this.machine = machine;
        this.ahead = ahead;
    }

    /** What was asked would put the clock back, or beyond all years. */
    public static final class NotForward extends RuntimeException {

        NotForward(String message) {
            super(message);
        }
    }

    /**
     * The clock for a data folder.
     *
     * @param wanted what it is to show; null for the machine's time
     * @return the machine's clock itself when none is wanted; one that shows what is wanted, or what the folder's clock has reached if that is later
     * @throws Refusal when the folder's clock was set ahead and the machine's time is wanted: records would lie in the future
     */
    public static Clock of(DataFolder folder, Clock machine, @Nullable Instant wanted) {
        Optional<Duration> noted = noted(folder);
        Instant now = machine.instant();
        if (wanted == null) {
            noted.filter(ahead -> !ahead.isNegative() && !ahead.isZero()).ifPresent(ahead -> {
                throw new Refusal("the clock of the data folder " + folder.root() + " was set ahead and shows " + shown(now.plus(ahead))
                        + "; start it with --clock " + shown(now.plus(ahead)) + ", or choose another folder with --data DIR");
            });
            folder.forget(folder.clock());
            return machine;
        }
        Duration ahead = Duration.between(now, wanted);
        Duration reached = noted.orElse(folder.isFirst() ? ahead : Duration.ZERO);
        SetClock clock = new SetClock(folder.clock(), machine, ahead);
        clock.set(ahead.compareTo(reached) < 0 ? reached : ahead);
        return clock;
    }

    private static Optional<Duration> noted(DataFolder folder) {
        try {
            return folder.note(folder.clock()).map(Duration::parse);
        } catch (DateTimeException e) {
            throw new Refusal("the file " + folder.clock() + " cannot be understood; it holds how far the clock is set, such as PT720H");
        }
    }

    private static Instant shown(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** Moves it on. @throws NotForward when the moment is not later than now, or absurdly late */
    public synchronized void moveTo(Instant moment) {
        if (!moment.isAfter(instant())) {
            throw new NotForward("the clock is later than that already");
        }
        if (moment.isAfter(MAX)) {
            throw new NotForward("that is beyond " + MAX);
        }
        set(Duration.between(machine.instant(), moment));
    }

    private void set(Duration wanted) {
        try {
            DataFolder.writeDurably(file, wanted + "\n");
        } catch (IOException e) {
            throw new Refusal("the file " + file + " cannot be written; give yourself access to its folder", e);
        }
        ahead = wanted;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** In that zone, as it is set now. */
    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(getZone()) ? this : Clock.offset(machine.withZone(zone), ahead);
    }
}
