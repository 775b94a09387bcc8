package eu.volens.rights.console;

import eu.volens.rights.request.Cases.Filter;
import eu.volens.rights.request.Status;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of the inbox one can look at. */
enum Shelf {
    OPEN(Filter.OPEN.statuses()),
    TO_REVIEW(Set.of(Status.IN_REVIEW)),
    /** Whose last day is over although nothing was answered. */
    LATE(running()),
    SOON(running()),
    /** Also closed cases, to which something came. */
    TO_READ(EnumSet.allOf(Status.class)),
    CAME_BACK(Set.of(Status.UNDELIVERED)),
    NOT_CONFIRMED(Set.of(Status.IDENTITY_NOT_CONFIRMED)),
    WITH_PERSON(Set.of(Status.RECEIVED, Status.AWAITING_IDENTITY)),
    UNDER_WAY(Set.of(Status.COLLECTING, Status.APPROVED)),
    ANSWERED(Set.of(Status.ANSWERED)),
    CLOSED(Set.of(Status.CLOSED));

    private final Set<Status> statuses;

    Shelf(Set<Status> statuses) {
        this.statuses = statuses;
    }

    /** Of cases whose clock still runs. */
    private static Set<Status> running() {
        return EnumSet.complementOf(EnumSet.of(Status.ANSWERED, Status.CLOSED));
    }

    Filter filter(@Nullable String caseNumber, LocalDate today) {
        var all = new Filter(statuses, this == TO_READ, caseNumber);
        return switch (this) {
            case LATE -> all.due(null, today.minusDays(1));
            case SOON -> all.due(today, today.plusDays(Urgency.SOON_DAYS));
            case OPEN, TO_REVIEW, TO_READ, CAME_BACK, NOT_CONFIRMED, WITH_PERSON, UNDER_WAY, ANSWERED, CLOSED -> all;
        };
    }

    /** Whether it is offered even when nothing is on it. */
    boolean isUsual() {
        return switch (this) {
            case OPEN, TO_REVIEW, TO_READ, WITH_PERSON, UNDER_WAY, ANSWERED, CLOSED -> true;
            case LATE, SOON, CAME_BACK, NOT_CONFIRMED -> false;
        };
    }

    /** The name in addresses and message keys, such as {@code to-review}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Shelf> named(String path) {
        return Arrays.stream(values()).filter(shelf -> shelf.path().equals(path)).findFirst();
    }
}
