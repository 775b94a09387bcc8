package eu.volens.verifier;

/** What the exit code says. */
enum Verdict {
    HOLDS(0),
    DOES_NOT_HOLD(1),
    NOT_JUDGED(2);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
