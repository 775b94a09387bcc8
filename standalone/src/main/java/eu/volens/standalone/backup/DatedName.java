package eu.volens.standalone.backup;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The end of the name of what is put aside: a moment in UTC, such as {@code 20260131T235959Z}. */
final class DatedName {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DatedName() {}

    static String of(InstantSource clock) {
        return MOMENT.format(clock.instant());
    }
}
