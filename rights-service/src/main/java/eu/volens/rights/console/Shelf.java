package eu.volens.rights.console;

import eu.volens.rights.request.Cases.Filter;
import eu.volens.rights.request.Status;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of the inbox one can look at. */
enum Shelf {
    OPEN(Filter.OPEN.statuses(), false),
    TO_REVIEW(Set.of(Status.IN_REVIEW), false),
    TO_READ(Filter.OPEN.statuses(), true),
    WITH_PERSON(Set.of(Status.RECEIVED, Status.AWAITING_IDENTITY, Status.IDENTITY_NOT_CONFIRMED), false),
    UNDER_WAY(Set.of(Status.COLLECTING, Status.APPROVED), false),
    ANSWERED(Set.of(Status.ANSWERED, Status.UNDELIVERED), false),
    CLOSED(Set.of(Status.CLOSED), false);

    /** Cases whose clock still runs. */
    static final Filter RUNNING = new Filter(EnumSet.complementOf(EnumSet.of(Status.ANSWERED, Status.CLOSED)), false, null);

    private final Set<Status> statuses;
    private final boolean needsAttention;

    Shelf(Set<Status> statuses, boolean needsAttention) {
        this.statuses = statuses;
        this.needsAttention = needsAttention;
    }

    Filter filter(@Nullable String caseNumber) {
        return new Filter(statuses, needsAttention, caseNumber);
    }

    /** The name in addresses and message keys, such as {@code to-review}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Shelf> named(String path) {
        return Arrays.stream(values()).filter(shelf -> shelf.path().equals(path)).findFirst();
    }
}
