package eu.volens.verifier;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a log. After a handful there is no point in going on. */
final class Findings {

    static final int FINDINGS_MAX = 10;

    private final List<String> lines = new ArrayList<>();
    private Verdict verdict = Verdict.HOLDS;

    /** Ends the check early. */
    static final class EnoughException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    void wrong(String line) {
        verdict = Verdict.DOES_NOT_HOLD;
        add(line);
    }

    void missing(String line) {
        verdict = verdict == Verdict.HOLDS ? Verdict.NOT_JUDGED : verdict;
        add(line);
    }

    private void add(String line) {
        lines.add(line);
        if (lines.size() >= FINDINGS_MAX) {
            throw new EnoughException();
        }
    }

    boolean isFull() {
        return lines.size() >= FINDINGS_MAX;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    Verdict verdict() {
        return verdict;
    }
}
