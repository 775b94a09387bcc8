package eu.volens.rights.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Counts the period of Article 12(3) GDPR. It runs from the day of receipt itself and ends with the last hour of the day of the same
 * number one month later; where that month has no such day, of its last day; where that is no working day, of the next one
 * (Regulation 1182/71, Article 3(2)(c) and (4); C-171/03 Toeters: the day of the event is not skipped a second time).
 */
public final class DeadlineLaw {

    private static final int MONTHS_TO_ANSWER = 1;
    private static final int MONTHS_WHEN_EXTENDED = 3;

    private final ZoneId zone;
    private final WorkingDays calendar;

    public DeadlineLaw(ZoneId zone, WorkingDays calendar) {
        this.zone = zone;
        this.calendar = calendar;
    }

    /** The deadline of what reached the controller at this instant. The day of receipt is the local one, not the UTC one. */
    public Deadline receivedAt(Instant received) {
        LocalDate day = received.atZone(zone).toLocalDate();
        // Both from the day of receipt: adding one month and then two would clamp twice and lose days (31 January).
        return new Deadline(day, calendar.roll(day.plusMonths(MONTHS_TO_ANSWER)),
                calendar.roll(day.plusMonths(MONTHS_WHEN_EXTENDED)), zone.getId(), calendar.version());
    }

    public ZoneId zone() {
        return zone;
    }
}
