package eu.volens.ledger.consent;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a consent record. */
public sealed interface ConsentCommand {

    UUID record();

    String site();

    String area();

    /** Chosen by the sender; a command that comes again under the same key is answered as before and records nothing. */
    UUID idempotencyKey();

    /** Server time, to the microsecond. */
    Instant at();

    /**
     * A visitor answered the banner. Given and refused together answer every purpose the area asks about.
     *
     * @param policyVersion of the policy that was shown
     * @param language      of the texts that were shown
     */
    record RecordDecision(@TargetAggregateIdentifier UUID record, String site, String area, List<String> given, List<String> refused,
            String policyVersion, String language, Layer layer, Method method, UUID idempotencyKey, Instant at)
            implements ConsentCommand {
        public RecordDecision {
            given = List.copyOf(given);
            refused = List.copyOf(refused);
        }

        /** Sent without a record: there is none yet, unless this was sent before. */
        boolean beginsRecord() {
            return record.equals(idempotencyKey);
        }
    }

    /**
     * A visitor takes consent back (Article 7(3) GDPR).
     *
     * @param purposes those to withdraw; empty for everything that is given
     */
    record WithdrawConsent(@TargetAggregateIdentifier UUID record, String site, String area, Optional<List<String>> purposes,
            String language, UUID idempotencyKey, Instant at) implements ConsentCommand {
        public WithdrawConsent {
            purposes = purposes.map(List::copyOf);
        }
    }

    /** Where a choice was made: on a layer of the banner, or in the preference centre, which shows all of it. */
    enum Layer {
        FIRST("first"), SECOND("second"), PREFERENCES("preferences");

        private final String code;

        Layer(String code) {
            this.code = code;
        }

        /** @throws java.util.NoSuchElementException for any other code */
        static Layer of(String code) {
            return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst().orElseThrow();
        }

        /** As it is sent and stored. */
        public String code() {
            return code;
        }
    }

    /** What the visitor did: pressed accept all or refuse all, chose by purpose, or closed the banner, which refuses. */
    enum Method {
        ACCEPT_ALL("accept-all"), REFUSE_ALL("refuse-all"), CHOOSE("choose"), CLOSE("close");

        private final String code;

        Method(String code) {
            this.code = code;
        }

        /** @throws java.util.NoSuchElementException for any other code */
        static Method of(String code) {
            return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst().orElseThrow();
        }

        /** As it is sent and stored. */
        public String code() {
            return code;
        }
    }
}
