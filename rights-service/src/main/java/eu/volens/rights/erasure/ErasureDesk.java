package eu.volens.rights.erasure;

import eu.volens.eventstore.erasure.HoldGround;
import eu.volens.eventstore.erasure.PersonEvent.Purged;
import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a DPO can do about a person as a whole, by way of any of their cases (Articles 17 and 18 GDPR). Safe for many threads. */
public interface ErasureDesk {

    /** Where the person of a case stands; empty when there is no such case. */
    Optional<Standing> find(UUID caseId);

    /** Keeps the person from being erased. @param by account id. @return why not; empty when the hold stands */
    Optional<Refused> placeHold(UUID caseId, HoldGround ground, String reason, String by);

    /** @param by account id. @return why not; empty when the hold no longer stands */
    Optional<Refused> liftHold(UUID caseId, UUID hold, String by);

    /** Erases the person for good; a second time changes nothing. @param by account id. @return why not; empty when they are erased */
    Optional<Refused> erase(UUID caseId, String by);

    /** Why nothing was changed. */
    enum Refused {
        ON_HOLD, ERASED, NO_SUCH_HOLD, CASES_OPEN, LIST_UNWRITABLE;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param holds       that stand, oldest first
     * @param cases       numbers of all cases of the person
     * @param openCases   those of them that are not closed
     * @param certificate null while the person is kept
     */
    record Standing(List<Hold> holds, List<String> cases, List<String> openCases, @Nullable Certificate certificate) {

        public boolean isErased() {
            return certificate != null;
        }

        public boolean isHeld() {
            return !holds.isEmpty();
        }

        public boolean canBeErased() {
            return !isErased() && !isHeld() && openCases.isEmpty();
        }
    }

    /** A legal hold. @param by account id of who placed it */
    record Hold(UUID hold, HoldGround ground, Personal<String> reason, String by, Instant since) {}

    /**
     * The proof of an erasure.
     *
     * @param position where it stands in the log
     * @param by       account id of who erased; {@code system} when an old database came back and the erasure was done again
     * @param purged   how many rows were emptied, per table
     */
    record Certificate(long position, Instant at, String by, List<Purged> purged) {}
}
