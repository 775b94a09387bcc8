package eu.volens.rights.holder;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a data holder knows about the person of a case.
 *
 * @param holder   stable name of the holder, such as {@code consent-ledger}
 * @param asOf     when the holder looked
 * @param records  the consent records found, with their whole history
 * @param notFound record ids that were asked for and are not known there
 */
public record HolderAnswer(String holder, Instant asOf, List<ConsentRecord> records, List<UUID> notFound) {

    public HolderAnswer {
        records = List.copyOf(records);
        notFound = List.copyOf(notFound);
    }

    /**
     * One visitor's consents on one area of a site.
     *
     * @param status {@code given}, {@code refused}, {@code partial}, {@code withdrawn} or {@code expired}; a later holder may know more
     */
    public record ConsentRecord(UUID record, String site, String area, String status, List<Change> history) {

        public ConsentRecord {
            history = List.copyOf(history);
        }
    }

    /**
     * One decision, withdrawal or expiry. Lists hold purpose ids.
     *
     * @param type          what happened, such as {@code given} or {@code withdrawn}
     * @param policyVersion content hash of the policy that was shown
     * @param layer         {@code first} or {@code second}: where in the banner; absent where no banner was involved
     * @param method        such as {@code accept-all}; absent where no banner was involved
     */
    public record Change(String type, Instant at, List<String> given, List<String> refused, List<String> withdrawn,
            @Nullable String policyVersion, @Nullable String language, @Nullable String layer, @Nullable String method) {

        public Change {
            given = given == null ? List.of() : List.copyOf(given);
            refused = refused == null ? List.of() : List.copyOf(refused);
            withdrawn = withdrawn == null ? List.of() : List.copyOf(withdrawn);
        }
    }
}
