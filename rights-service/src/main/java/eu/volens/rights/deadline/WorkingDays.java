package eu.volens.rights.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Which days a period may end on: all but Saturdays, Sundays and public holidays (Regulation 1182/71, Article 3(4)).
 * A calendar is named with its version, and the name rests in the events of every case that was counted with it.
 */
public final class WorkingDays {

    /**
     * The ten legal holidays of Belgium (Act of 4 January 1974, Royal Decree of 18 April 1974), and no others: not the regional
     * days, not the bank's days. Fewer holidays give the earlier day, so the shorter list is also the careful one.
     */
    public static final WorkingDays BELGIUM = new WorkingDays("BE-legal-10/1", WorkingDays::belgianHolidays);

    private final String version;
    private final IntFunction<Set<LocalDate>> holidaysOfYear;

    WorkingDays(String version, IntFunction<Set<LocalDate>> holidaysOfYear) {
        this.version = version;
        this.holidaysOfYear = holidaysOfYear;
    }

    /**
     * The calendar of a name such as {@code BE-legal-10/1}.
     *
     * @throws IllegalArgumentException for a name this version does not know
     */
    public static WorkingDays named(String version) {
        if (BELGIUM.version.equals(version)) {
            return BELGIUM;
        }
        throw new IllegalArgumentException("unknown calendar '" + version + "'; known: " + BELGIUM.version);
    }

    public String version() {
        return version;
    }

    public boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !isHoliday(day);
    }

    public boolean isHoliday(LocalDate day) {
        return holidaysOfYear.apply(day.getYear()).contains(day);
    }

    /** The day itself when it is a working day, otherwise the next one. */
    public LocalDate roll(LocalDate day) {
        LocalDate rolled = day;
        while (!isWorkingDay(rolled)) {
            rolled = rolled.plusDays(1);
        }
        return rolled;
    }

    private static Set<LocalDate> belgianHolidays(int year) {
        LocalDate easter = easterSunday(year);
        LocalDate ascension = easter.plusDays(39);
        LocalDate labourDay = LocalDate.of(year, 5, 1);
        // A copy of a list, because Set.of refuses what Ascension did in 2008: fall on 1 May.
        return Set.copyOf(List.of(
                LocalDate.of(year, 1, 1), easter.plusDays(1), labourDay, ascension, easter.plusDays(50),
                LocalDate.of(year, 7, 21), LocalDate.of(year, 8, 15), LocalDate.of(year, 11, 1),
                LocalDate.of(year, 11, 11), LocalDate.of(year, 12, 25)));
    }

    /** Gregorian Easter (Meeus, Jones, Butcher). */
    static LocalDate easterSunday(int year) {
        int moonCycle = year % 19;
        int century = year / 100;
        int yearOfCentury = year % 100;
        int moonCorrection = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * moonCycle + century - century / 4 - moonCorrection + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
        int lateCorrection = (moonCycle + 11 * epact + 22 * weekday) / 451;
        int monthAndDay = epact + weekday - 7 * lateCorrection + 114;
        return LocalDate.of(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }
}
