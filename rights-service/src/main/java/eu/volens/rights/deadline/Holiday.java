package eu.volens.rights.deadline;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;

/**
 * A public holiday.
 *
 * @param names by language, ISO 639-1
 */
public record Holiday(Map<String, String> names, Rule rule) {

    public Holiday {
        names = Map.copyOf(names);
    }

    /** On which day of a year it falls. */
    public sealed interface Rule {

        LocalDate in(int year);

        record Fixed(MonthDay day) implements Rule {

            @Override
            public LocalDate in(int year) {
                return day.atYear(year);
            }
        }

        record AfterEaster(int days) implements Rule {

            @Override
            public LocalDate in(int year) {
                return easterSunday(year).plusDays(days);
            }
        }
    }

    boolean isOn(LocalDate day) {
        return rule.in(day.getYear()).equals(day);
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
