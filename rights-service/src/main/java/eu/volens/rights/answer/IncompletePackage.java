package eu.volens.rights.answer;

import java.util.List;

/** A package would leave out something that must be told beside the copy (Article 15(1)(a) to (h) and (2) GDPR). It is not made. */
public final class IncompletePackage extends RuntimeException {

    IncompletePackage(List<String> missing) {
        super("the package must tell what it cannot: " + String.join(", ", missing));
    }
}
