package eu.volens.eventstore.erasure;

import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import java.util.List;

/** What was asked for a person cannot be done as they stand. Nothing was changed. */
public final class PersonRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {

        /** A legal hold stands; lift it first. */
        ON_HOLD,

        /** The person was erased. */
        ERASED,

        /** No such hold stands; it may have been lifted already. */
        NO_SUCH_HOLD;

        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final transient List<LegalHoldPlaced> holds;

    PersonRefusedException(Reason reason, List<LegalHoldPlaced> holds) {
        super(reason.wireName() + holds.stream().map(LegalHoldPlaced::ground).toList());
        this.reason = reason;
        this.holds = List.copyOf(holds);
    }

    public Reason reason() {
        return reason;
    }

    /** The holds in the way, with grounds and reasons; empty when it is not for a hold. */
    public List<LegalHoldPlaced> holds() {
        return holds;
    }
}
