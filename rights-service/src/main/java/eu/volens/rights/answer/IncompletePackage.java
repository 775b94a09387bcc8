package eu.volens.rights.answer;

import java.util.List;

/**
 * A package would leave out something that must be told beside the copy (Article 15(1)(a) to (h) and (2) GDPR), or might hold something that was
 * to be left out. It is not made.
 */
public final class IncompletePackage extends RuntimeException {

    private IncompletePackage(String message) {
        super(message);
    }

    static IncompletePackage untold(List<String> missing) {
        return new IncompletePackage("the package must tell what it cannot: " + String.join(", ", missing));
    }

    static IncompletePackage leavingOut(long unknown) {
        return new IncompletePackage(unknown + " of what the package must leave out is not among what was collected");
    }
}
