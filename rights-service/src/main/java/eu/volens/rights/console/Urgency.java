package eu.volens.rights.console;

import eu.volens.rights.request.Status;
import java.util.Locale;

/** How soon the answer must be out. */
enum Urgency {
    CALM, SOON, OVERDUE,
    /** The answer went out or the case ended: no clock runs. */
    DONE;

    /** From this many days left on, a case is said to be due soon. */
    static final int SOON_DAYS = 7;

    static Urgency of(Status status, long daysLeft) {
        return switch (status) {
            case ANSWERED, CLOSED -> DONE;
            case RECEIVED, AWAITING_IDENTITY, IDENTITY_NOT_CONFIRMED, COLLECTING, IN_REVIEW, APPROVED, UNDELIVERED ->
                    daysLeft < 0 ? OVERDUE : daysLeft <= SOON_DAYS ? SOON : CALM;
        };
    }

    /** The name in the style sheet's classes. */
    public String tone() {
        return name().toLowerCase(Locale.ROOT);
    }
}
