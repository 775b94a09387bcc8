package eu.volens.rights.deadline;

import java.time.DayOfWeek;
import java.util.Map;

/** Why no period ends on a day (Regulation 1182/71, Article 3(4)). A holiday that falls on a weekend is told as the holiday. */
public sealed interface Closure {

    /** A Saturday or a Sunday. */
    record Weekend(DayOfWeek day) implements Closure {}

    /** @param names of the holiday by language, ISO 639-1 */
    record PublicHoliday(Map<String, String> names) implements Closure {}
}
