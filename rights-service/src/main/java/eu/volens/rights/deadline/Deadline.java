package eu.volens.rights.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * By when a request is answered in time.
 *
 * @param receivedOn      day of receipt in the zone; the period runs from this day
 * @param dueOn           last day of the month of Article 12(3), rolled to a working day
 * @param dueIfExtendedOn last day if extended by two further months, counted from receipt, never chained
 * @param zone            the controller's zone, IANA name such as {@code Europe/Brussels}
 * @param calendar        which working days were counted, with its version, such as {@code BE-legal-10/1}
 */
public record Deadline(LocalDate receivedOn, LocalDate dueOn, LocalDate dueIfExtendedOn, String zone, String calendar) {

    /** The instant after the last hour of the due day: an answer at or after it is late. */
    public Instant expiresAt() {
        return dueOn.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant();
    }

    /** Whole days from today, in the controller's zone, to the due day: 0 on the due day, negative when late. */
    public long daysLeft(Clock clock) {
        return ChronoUnit.DAYS.between(clock.instant().atZone(ZoneId.of(zone)).toLocalDate(), dueOn);
    }

    /** The same request's deadline once it is extended: the later day is the due one. */
    public Deadline extended() {
        return new Deadline(receivedOn, dueIfExtendedOn, dueIfExtendedOn, zone, calendar);
    }
}
