package eu.volens.ledger.consent;

import eu.volens.ledger.snapshot.PolicySnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a consent record. */
public sealed interface ConsentCommand {

    UUID record();

    /** Chosen by the sender; a command that comes again under the same key is answered as before and records nothing. */
    UUID idempotencyKey();

    /** Server time, to the microsecond. */
    Instant at();

    /**
     * A visitor answered the banner. Given and refused together answer every purpose the area asks about.
     *
     * @param policyVersion of the policy that was shown
     * @param language      of the texts that were shown
     * @param snapshot      what the ledger signed of it and got back; empty when a backend vouches for what was shown
     */
    record RecordDecision(@TargetAggregateIdentifier UUID record, String site, String area, List<String> given, List<String> refused,
            String policyVersion, String language, Layer layer, Method method, Optional<PolicySnapshot> snapshot, Evidence evidence,
            UUID idempotencyKey, Instant at) implements ConsentCommand {
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
            String language, Evidence evidence, UUID idempotencyKey, Instant at) implements ConsentCommand {
        public WithdrawConsent {
            purposes = purposes.map(List::copyOf);
        }
    }

    /**
     * What else is told of the moment.
     *
     * @param gpc        whether the browser sent Global Privacy Control, now or when the choice was made
     * @param clientTime what the visitor's clock said then; never the time that counts
     * @param visit      from where it came, where the controller keeps that
     * @param foreign    with method foreign: what somebody else recorded
     */
    record Evidence(boolean gpc, Optional<Instant> clientTime, Optional<Visit> visit, Optional<ForeignChoice> foreign) {

        /** Whether any of it has to be sealed. */
        boolean hasPerson() {
            return visit.isPresent() || foreign.flatMap(ForeignChoice::stamp).isPresent();
        }

        /** Nothing of it that would have to be sealed. */
        Evidence withoutPerson() {
            return new Evidence(gpc, clientTime, Optional.empty(), foreign.map(it ->
                    new ForeignChoice(it.source(), Optional.empty(), it.chosenAt(), it.said(), it.version(), it.region())));
        }

        static final Evidence NONE = new Evidence(false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * From where a choice came, coarsely.
     *
     * @param device  {@code phone}, {@code tablet}, {@code desktop}, {@code robot} or {@code other}
     * @param network the address without its end: IPv4 /24, IPv6 /48
     */
    record Visit(String device, String network) {}

    /**
     * A choice that the visitor made with somebody else's banner, as that one recorded it.
     *
     * @param source   whose: {@code cookiebot}
     * @param stamp    under which they find it in their log
     * @param chosenAt when, as they say
     * @param said     their categories that were accepted
     */
    record ForeignChoice(String source, Optional<String> stamp, Instant chosenAt, List<String> said, Optional<Integer> version,
            Optional<String> region) {
        public ForeignChoice {
            said = List.copyOf(said);
        }
    }

    /**
     * A backend knows whose record this is.
     *
     * @param value the customer's id or their verified mail address
     */
    record LinkRecord(@TargetAggregateIdentifier UUID record, LinkKind kind, String value, UUID idempotencyKey, Instant at)
            implements ConsentCommand {}

    /** A backend takes that back. */
    record UnlinkRecord(@TargetAggregateIdentifier UUID record, LinkKind kind, UUID idempotencyKey, Instant at) implements ConsentCommand {}

    /** By what a person is known. A record has one link of each at most. */
    enum LinkKind {
        CUSTOMER("customer"), MAIL("mail");

        private final String code;

        LinkKind(String code) {
            this.code = code;
        }

        /** @throws java.util.NoSuchElementException for any other code */
        static LinkKind of(String code) {
            return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst().orElseThrow();
        }

        /** As it is sent and stored. */
        public String code() {
            return code;
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

    /** What the visitor did: pressed accept all or refuse all, chose by purpose, closed the banner, which refuses, or did it all elsewhere. */
    enum Method {
        ACCEPT_ALL("accept-all"), REFUSE_ALL("refuse-all"), CHOOSE("choose"), CLOSE("close"), FOREIGN("foreign");

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
