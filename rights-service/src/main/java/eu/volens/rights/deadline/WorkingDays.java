package eu.volens.rights.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Which days a period may end on: all but Saturdays, Sundays and public holidays (Regulation 1182/71, Article 3(4)).
 * A calendar is named with its version, and the name rests in the events of every case that was counted with it.
 */
public final class WorkingDays {

    /**
     * Where a calendar comes from.
     *
     * @param version such as {@code BE-legal-10/1}
     * @param country ISO 3166-1, two letters
     * @param zone    where days of receipt are read off the clock, unless a controller says otherwise
     * @param law     that makes these days holidays
     * @param source  where they were read, and when
     */
    public record Provenance(String version, String country, ZoneId zone, String law, String source) {}

    private final Provenance provenance;
    private final List<Holiday> holidays;

    WorkingDays(Provenance provenance, List<Holiday> holidays) {
        this.provenance = provenance;
        this.holidays = List.copyOf(holidays);
    }

    public Provenance provenance() {
        return provenance;
    }

    public String version() {
        return provenance.version();
    }

    public boolean isWorkingDay(LocalDate day) {
        return closure(day).isEmpty();
    }

    public boolean isHoliday(LocalDate day) {
        return holidays.stream().anyMatch(holiday -> holiday.isOn(day));
    }

    /** Why no period ends on this day; empty for a working day. */
    public Optional<Closure> closure(LocalDate day) {
        Optional<Closure> holiday = holidays.stream().filter(each -> each.isOn(day)).findFirst()
                .map(each -> new Closure.PublicHoliday(each.names()));
        return holiday.or(() -> day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY
                ? Optional.of(new Closure.Weekend(day.getDayOfWeek())) : Optional.empty());
    }

    /** The day itself when it is a working day, otherwise the next one. */
    public LocalDate roll(LocalDate day) {
        LocalDate rolled = day;
        while (!isWorkingDay(rolled)) {
            rolled = rolled.plusDays(1);
        }
        return rolled;
    }

    /** The day itself when it is a working day, otherwise the one before. */
    LocalDate rollBack(LocalDate day) {
        LocalDate rolled = day;
        while (!isWorkingDay(rolled)) {
            rolled = rolled.minusDays(1);
        }
        return rolled;
    }

    /** The working day that comes so many working days after this day, which is not counted itself. */
    LocalDate after(LocalDate day, int workingDays) {
        LocalDate counted = day;
        for (int i = 0; i < workingDays; i++) {
            counted = roll(counted.plusDays(1));
        }
        return counted;
    }
}
