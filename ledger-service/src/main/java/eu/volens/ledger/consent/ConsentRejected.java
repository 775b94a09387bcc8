package eu.volens.ledger.consent;

/** Carries a {@link Rejection} out of a command; the unit of work is rolled back. */
final class ConsentRejected extends RuntimeException {

    private final Rejection rejection;

    ConsentRejected(Rejection rejection) {
        super(rejection.toString(), null, false, false);
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }
}
