package eu.volens.ledger.log;

import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.ledger.problem.Problem;
import eu.volens.merkle.ExportFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of the log that an auditor asks for: from and to, both included, each a position, an instant or a day in UTC. Times are those of
 * recording, which never go back as positions go on.
 *
 * @param from null for the beginning
 * @param to   null for the end
 */
record AskedRange(@Nullable Bound from, @Nullable Bound to) {

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    /** Times of more than four digits for the year are no times of ours, and beyond what can be computed with. */
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?<clock>T.*)?");

    private sealed interface Bound {
        record Position(long position) implements Bound {}

        record Moment(Instant moment) implements Bound {}

        /** In UTC. */
        record Day(LocalDate day) implements Bound {}
    }

    /** @throws org.springframework.web.ErrorResponseException 400 for what is neither position nor time */
    static AskedRange parse(@Nullable String from, @Nullable String to) {
        return new AskedRange(from == null ? null : bound(from, "from"), to == null ? null : bound(to, "to"));
    }

    private static Bound bound(String text, String name) {
        Matcher time = TIME.matcher(text);
        try {
            if (POSITION.matcher(text).matches()) {
                return new Bound.Position(Long.parseLong(text));
            }
            if (time.matches()) {
                return time.group("clock") == null ? new Bound.Day(LocalDate.parse(text)) : new Bound.Moment(OffsetDateTime.parse(text).toInstant());
            }
        } catch (DateTimeParseException noTime) {
            // Told below, with the others.
        }
        throw Problem.INVALID_REQUEST.answer("Give `" + name + "` as a position (1000), as a day in UTC (2026-11-01), or as an instant with its"
                + " zone (2026-11-01T12:00:00Z).");
    }

    /**
     * The positions meant, in a log of this size.
     *
     * @throws org.springframework.web.ErrorResponseException 400 for a range that can never hold anything, 404 for one that holds nothing yet
     */
    ExportFacts in(TransparencyLog log, long size) {
        if (from == null && to == null) {
            return ExportFacts.whole(size);
        }
        long first = switch (from) {
            case null -> 1;
            case Bound.Position(long position) -> position;
            case Bound.Moment(Instant moment) -> log.recordedBefore(moment, size) + 1;
            case Bound.Day(LocalDate day) -> log.recordedBefore(begin(day), size) + 1;
        };
        long last = switch (to) {
            case null -> size;
            case Bound.Position(long position) -> position;
            case Bound.Moment(Instant moment) -> log.recordedBefore(moment.plusNanos(1), size);
            case Bound.Day(LocalDate day) -> log.recordedBefore(begin(day.plusDays(1)), size);
        };
        refuse(first, last, size);
        return new ExportFacts(first, last, size);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private void refuse(long first, long last, long size) {
        if (first < 1 || last < 1 && to instanceof Bound.Position) {
            throw Problem.INVALID_REQUEST.answer("Positions count from 1.");
        }
        if (first > size || last > size) {
            throw Problem.NOT_FOUND.answer("The checkpoint covers the positions 1 to " + size + " and nothing beyond; ask for these, or again later.");
        }
        if (first > last) {
            boolean positions = from instanceof Bound.Position && to instanceof Bound.Position;
            throw positions ? Problem.INVALID_REQUEST.answer("`from` lies behind `to`; give the smaller position as `from`.")
                    : Problem.NOT_FOUND.answer("Nothing was recorded in that time; times are in UTC, and `to` must not be before `from`.");
        }
    }
}
