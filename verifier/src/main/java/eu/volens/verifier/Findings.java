package eu.volens.verifier;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a log. After a handful there is no point in going on. */
final class Findings {

    static final int FINDINGS_MAX = 10;

    private final List<Finding> found = new ArrayList<>();
    private Verdict verdict = Verdict.HOLDS;

    private record Finding(boolean wrong, String line) {}

    /** Ends the check early. */
    static final class EnoughException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    void wrong(String line) {
        verdict = Verdict.DOES_NOT_HOLD;
        add(new Finding(true, line));
    }

    void missing(String line) {
        verdict = verdict == Verdict.HOLDS ? Verdict.NOT_JUDGED : verdict;
        add(new Finding(false, line));
    }

    /** Repeats all of these to others, in order. */
    void tell(Findings others) {
        for (Finding one : found) {
            if (one.wrong()) {
                others.wrong(one.line());
            } else {
                others.missing(one.line());
            }
        }
    }

    private void add(Finding one) {
        found.add(one);
        if (found.size() >= FINDINGS_MAX) {
            throw new EnoughException();
        }
    }

    boolean isFull() {
        return found.size() >= FINDINGS_MAX;
    }

    List<String> lines() {
        return found.stream().map(Finding::line).toList();
    }

    Verdict verdict() {
        return verdict;
    }
}
