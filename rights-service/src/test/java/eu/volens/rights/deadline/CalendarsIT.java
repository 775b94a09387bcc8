package eu.volens.rights.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsIT {

    private static final String DUTCH = """
            version: NL-made-up/1
            country: NL
            zone: Europe/Amsterdam
            law: an invented law
            source: an invented source
            holidays:
              - day: 04-27
                name: {nl: Koningsdag, en: King's Day}
              - afterEaster: 1
                name: {nl: Tweede paasdag, en: Easter Monday}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatIsShippedSaysWhereItComesFrom() {
        assertThat(Calendars.shipped().all()).isNotEmpty().allSatisfy(calendar -> {
            assertThat(calendar.version()).startsWith(calendar.provenance().country() + "-").matches("[A-Za-z0-9-]+/[1-9]\\d*");
            assertThat(calendar.provenance().law()).isNotBlank();
            assertThat(calendar.provenance().source()).isNotBlank();
            assertThat(LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2027, 1, 1)).flatMap(day -> calendar.closure(day).stream())
                    .filter(Closure.PublicHoliday.class::isInstance))
                    .allSatisfy(holiday -> assertThat(((Closure.PublicHoliday) holiday).names()).containsOnlyKeys("fr", "nl", "de", "en"));
        });
    }

    /** Cases were counted with it: who needs other days writes another version. */
    @Test
    void aShippedVersionMeansTheSameForEver() throws Exception {
        WorkingDays belgium = Calendars.shipped().named("BE-legal-10/1");
        String days = LocalDate.of(1990, 1, 1).datesUntil(LocalDate.of(2200, 1, 1)).filter(belgium::isHoliday).map(LocalDate::toString)
                .collect(Collectors.joining("\n"));

        assertThat(days.lines()).as("ten a year, but for 2008 and 2160, when Ascension was Labour Day").hasSize(2098);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(days.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("28950979b9e39bdc0a1045277b628a763510d5b1ac3a17e584751de0aa712dc3");
    }

    @Test
    void aControllerAddsItsCountry() throws IOException {
        Files.writeString(folder.resolve("NL-made-up-1.yaml"), DUTCH);
        WorkingDays calendar = Calendars.shipped().with(folder).named("NL-made-up/1");

        assertThat(calendar.provenance().zone().getId()).isEqualTo("Europe/Amsterdam");
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 5, 1))).isTrue();
        assertThat(calendar.closure(LocalDate.of(2026, 4, 27)).orElseThrow()).isInstanceOf(Closure.PublicHoliday.class);
        assertThat(calendar.closure(LocalDate.of(2026, 4, 26)).orElseThrow()).isEqualTo(new Closure.Weekend(DayOfWeek.SUNDAY));
        Files.writeString(folder.resolve("NL-made-up-10.yaml"), DUTCH.replace("up/1", "up/10"));
        Files.writeString(folder.resolve("NL-made-up-9.yaml"), DUTCH.replace("up/1", "up/9"));
        assertThat(Calendars.shipped().with(folder).ofCountry("NL")).map(WorkingDays::version).contains("NL-made-up/10");
        assertThat(Calendars.shipped().ofCountry("NL")).isEmpty();
        assertThat(Calendars.shipped().with(folder.resolve("nowhere")).all()).hasSameSizeAs(Calendars.shipped().all());
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', value = {
            "NL-made-up/1     | BE-legal-10/1    | BE-legal-10/1 exists already",
            "NL-made-up/1     | NL               | version is not a name and a number",
            "day: 04-27       | day: 04-31       | 04-31",
            "afterEaster: 1   | afterEastern: 1  | afterEastern",
            "Amsterdam        | Amsterdom        | Amsterdom",
            "an invented law  | ''               | law is missing",
            "day: 04-27       | afterEaster: x   | line 7",
            "day: 04-27       | 'afterEaster: 2\n    day: 04-27' | needs either day or afterEaster"})
    void aMistakeIsNamedWithItsFile(String words, String otherWords, String complaint) throws IOException {
        assertThat(DUTCH).contains(words);
        Files.writeString(folder.resolve("mistaken.yaml"), DUTCH.replace(words, otherWords));

        assertThatThrownBy(() -> Calendars.shipped().with(folder)).isInstanceOf(Calendars.InvalidCalendar.class)
                .hasMessageContaining("mistaken.yaml").hasMessageContaining(complaint);
    }

    @Test
    void anUnknownCalendarIsRefused() {
        assertThatThrownBy(() -> Calendars.shipped().named("BE-banks/1")).hasMessageContaining("BE-legal-10/1");
    }
}
