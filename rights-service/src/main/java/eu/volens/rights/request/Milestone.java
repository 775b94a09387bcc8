package eu.volens.rights.request;

import java.util.Locale;

/** A moment in the life of an open case at which somebody is reminded, once. */
public enum Milestone {
    /** The controller's own, earlier day is reached. */
    INTERNAL_TARGET,
    /** Seven days are left. */
    WEEK_LEFT,
    /** Three days are left. */
    THREE_DAYS_LEFT,
    /** Today is the last day. */
    LAST_DAY,
    /** The last day is over, and nothing was answered. */
    OVERDUE,
    /** The person was asked to confirm who they are, and is silent. */
    IDENTITY_SILENT,
    /** The person was asked what they mean, and is silent. */
    CLARIFICATION_SILENT,
    /** The answer waits and nobody fetches it. */
    NOT_FETCHED;

    /** Whether it counts down to the last day: of several of these only the latest says something, and a later last day begins them anew. */
    public boolean isOfTheLastDay() {
        return compareTo(OVERDUE) <= 0;
    }

    /** The name on the wire and in message keys, such as {@code week-left}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
