package eu.volens.benchmarks.measure;

/** What was measured gave a wrong answer, so its speed says nothing. */
public final class WrongAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WrongAnswerException(String what) {
        super(what);
    }

    /** @throws WrongAnswerException unless both are the same */
    public static void demandEqual(String what, long expected, long actual) {
        if (expected != actual) {
            throw new WrongAnswerException(what + ": " + expected + " were expected, there are " + actual);
        }
    }
}
