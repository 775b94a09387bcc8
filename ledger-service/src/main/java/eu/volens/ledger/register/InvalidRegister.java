package eu.volens.ledger.register;

import java.util.List;

/** The controller's files cannot be used. The message lists the first problems found, one a line. */
public final class InvalidRegister extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int PROBLEMS_SHOWN_MAX = 20;

    private final List<String> problems;

    InvalidRegister(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, as {@code file:line: what is wrong}. */
    public List<String> problems() {
        return problems;
    }

    private static String message(List<String> problems) {
        var shown = String.join("\n", problems.subList(0, Math.min(problems.size(), PROBLEMS_SHOWN_MAX)));
        var hidden = problems.size() - PROBLEMS_SHOWN_MAX;
        return hidden > 0 ? shown + "\n… and " + hidden + " more" : shown;
    }
}
