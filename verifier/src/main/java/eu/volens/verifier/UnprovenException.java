package eu.volens.verifier;

/** Ends a check that cannot end well. The message is one line, made for the person who asked. */
final class UnprovenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Verdict verdict;

    private UnprovenException(Verdict verdict, String message) {
        super(message);
        this.verdict = verdict;
    }

    /** It was judged, and is wrong. */
    static UnprovenException doesNotHold(String message) {
        return new UnprovenException(Verdict.DOES_NOT_HOLD, message);
    }

    /** Something is missing or unreadable, so nothing can be said. */
    static UnprovenException notJudged(String message) {
        return new UnprovenException(Verdict.NOT_JUDGED, message);
    }

    Verdict verdict() {
        return verdict;
    }
}
