package eu.volens.ledger.policy;

/** Carries a rejection out of a command; the unit of work is rolled back. */
final class PolicyRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PolicyDecisions.Rejection rejection;

    PolicyRejected(PolicyDecisions.Rejection rejection) {
        super(rejection.toString(), null, false, false);
        this.rejection = rejection;
    }

    PolicyDecisions.Rejection rejection() {
        return rejection;
    }
}
