package eu.volens.ledger.register;

import java.util.List;

/** The controller's files cannot be used. The message lists every problem found, one a line, as {@code file:line: what is wrong}. */
public final class InvalidRegister extends RuntimeException {

    private static final int PROBLEMS_SHOWN_MAX = 20;

    InvalidRegister(List<String> problems) {
        super(message(problems));
    }

    private static String message(List<String> problems) {
        var shown = String.join("\n", problems.subList(0, Math.min(problems.size(), PROBLEMS_SHOWN_MAX)));
        var hidden = problems.size() - PROBLEMS_SHOWN_MAX;
        return hidden > 0 ? shown + "\n… and " + hidden + " more" : shown;
    }
}
