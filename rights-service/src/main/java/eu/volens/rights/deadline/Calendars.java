package eu.volens.rights.deadline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The calendars there are: those that Volens ships, and those that a controller adds in the same form, one file per version, in its folder
 * {@code calendars}. A file is checked when it is read.
 */
public final class Calendars {

    private static final String FOLDER = "/rights/calendars/";
    private static final List<String> SHIPPED = List.of("BE-legal-10-1.yaml");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]{1,40}/[1-9][0-9]{0,5}");
    private static final String MONTH_DAY = "--";
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Map<String, WorkingDays> byVersion;

    private Calendars(Map<String, WorkingDays> byVersion) {
        this.byVersion = byVersion;
    }

    /** A file that is no calendar, or one that would change what a version means. The message names file and mistake. */
    public static final class InvalidCalendar extends RuntimeException {

        InvalidCalendar(String message) {
            super(message);
        }
    }

    private record CalendarFile(String version, String country, String zone, String law, String source, List<Day> holidays) {}

    private record Day(@Nullable String day, @Nullable Integer afterEaster, Map<String, String> name) {}

    public static Calendars shipped() {
        Map<String, WorkingDays> calendars = new TreeMap<>();
        SHIPPED.forEach(name -> add(calendars, name, resource(name)));
        return new Calendars(calendars);
    }

    /**
     * These, and those of a controller.
     *
     * @param folder of calendar files; it need not exist
     * @throws InvalidCalendar also for a version that is there already: what it means does not change
     */
    public Calendars with(Path folder) {
        Map<String, WorkingDays> calendars = new TreeMap<>(byVersion);
        for (Path file : files(folder)) {
            try {
                add(calendars, file.toString(), Files.readString(file));
            } catch (IOException e) {
                throw new InvalidCalendar(file + " cannot be read");
            }
        }
        return new Calendars(calendars);
    }

    /**
     * The calendar of a name such as {@code BE-legal-10/1}.
     *
     * @throws IllegalArgumentException for a name that is not known
     */
    public WorkingDays named(String version) {
        WorkingDays calendar = byVersion.get(version);
        if (calendar == null) {
            throw new IllegalArgumentException("unknown calendar '" + version + "'; known: " + String.join(", ", byVersion.keySet()));
        }
        return calendar;
    }

    /** The newest calendar of a country (ISO 3166-1, two letters); empty when there is none. */
    public Optional<WorkingDays> ofCountry(String country) {
        return byVersion.values().stream().filter(calendar -> calendar.provenance().country().equals(country))
                .max(Comparator.comparingInt(calendar -> Integer.parseInt(calendar.version().substring(calendar.version().indexOf('/') + 1))));
    }

    /** All of them, by version. */
    public Collection<WorkingDays> all() {
        return byVersion.values();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new InvalidCalendar(folder + " cannot be listed");
        }
    }

    private static String resource(String name) {
        try (InputStream file = Calendars.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException(FOLDER + name + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(FOLDER + name + " cannot be read", e);
        }
    }

    private static void add(Map<String, WorkingDays> calendars, String file, String yaml) {
        WorkingDays calendar = read(file, yaml);
        if (calendars.putIfAbsent(calendar.version(), calendar) != null) {
            throw new InvalidCalendar(file + ": " + calendar.version() + " exists already; other days need another version");
        }
    }

    private static WorkingDays read(String name, String yaml) {
        try {
            CalendarFile file = YAML.readValue(yaml, CalendarFile.class);
            present(name, "version", file.version());
            if (!VERSION.matcher(file.version()).matches()) {
                throw new InvalidCalendar(name + ": version is not a name and a number, such as BE-legal-10/1: " + file.version());
            }
            present(name, "country", file.country());
            present(name, "zone", file.zone());
            present(name, "law", file.law());
            present(name, "source", file.source());
            List<Holiday> holidays = new ArrayList<>();
            for (Day day : file.holidays() == null ? List.<Day>of() : file.holidays()) {
                holidays.add(holiday(name, day));
            }
            return new WorkingDays(new WorkingDays.Provenance(file.version(), file.country(), ZoneId.of(file.zone()), file.law(), file.source()),
                    holidays);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new InvalidCalendar(name + (at == null ? "" : " line " + at.getLineNr()) + ": " + e.getOriginalMessage());
        } catch (DateTimeException e) {
            throw new InvalidCalendar(name + ": " + e.getMessage());
        }
    }

    private static Holiday holiday(String file, Day day) {
        if (day.name() == null || day.name().isEmpty()) {
            throw new InvalidCalendar(file + ": a holiday has no name");
        }
        if ((day.day() == null) == (day.afterEaster() == null)) {
            throw new InvalidCalendar(file + ": " + day.name() + " needs either day or afterEaster");
        }
        return new Holiday(day.name(), day.day() == null ? new Holiday.Rule.AfterEaster(day.afterEaster())
                : new Holiday.Rule.Fixed(MonthDay.parse(MONTH_DAY + day.day())));
    }

    private static void present(String file, String what, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidCalendar(file + ": " + what + " is missing");
        }
    }
}
