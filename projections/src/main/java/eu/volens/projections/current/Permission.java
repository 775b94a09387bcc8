package eu.volens.projections.current;

import org.jspecify.annotations.Nullable;

/**
 * The answer to "may we, now?".
 *
 * @param behind the choice the answer rests on; null where none was made
 */
record Permission(Reason reason, @Nullable CurrentConsent behind) {

    boolean allowed() {
        return switch (reason) {
            case NECESSARY, GIVEN -> true;
            case REFUSED, WITHDRAWN, EXPIRED, POLICY_CHANGED, NOT_ASKED, UNKNOWN_RECORD -> false;
        };
    }

    /** Why, in the words of the API. */
    enum Reason {
        NECESSARY("necessary"),
        GIVEN("given"),
        REFUSED("refused"),
        WITHDRAWN("withdrawn"),
        /** The choice, yes or no, has run out and is to be asked again. */
        EXPIRED("expired"),
        /** The choice, yes or no, was made on a policy that a material change has followed, and is to be asked again. */
        POLICY_CHANGED("policy-changed"),
        /** The record is known on this site, but was never asked about this purpose. */
        NOT_ASKED("not-asked"),
        UNKNOWN_RECORD("unknown-record");

        private final String id;

        Reason(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }
}
