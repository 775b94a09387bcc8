package eu.volens.rights.reminder;

import eu.volens.rights.request.Milestone;
import java.time.Instant;

/** What will be due on a case if nothing happens before. At most one of each kind per case. */
sealed interface Timer {

    Instant dueAt();

    /** The name of its kind, in the table. */
    String what();

    /** 0, or how far the last day of the case has come: of several that are due at once only the furthest is told. */
    int urgency();

    /** Somebody is to be reminded. */
    record Reminding(Milestone milestone, Instant dueAt) implements Timer {

        @Override
        public String what() {
            return milestone.wireName();
        }

        @Override
        public int urgency() {
            return milestone.isOfTheLastDay() ? milestone.ordinal() + 1 : 0;
        }
    }

    /** The answer went out, did not come back, and there is nothing to fetch: the case is over. */
    record Closing(Instant dueAt) implements Timer {

        static final String WHAT = "close";

        @Override
        public String what() {
            return WHAT;
        }

        @Override
        public int urgency() {
            return 0;
        }
    }
}
