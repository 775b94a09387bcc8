package eu.volens.rights.console;

import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.letter.LetterPreviews.Preview;
import java.util.Optional;
import java.util.UUID;

/** Letters as they would go out. Asking for one sends, keeps and makes nothing. Safe for many threads. */
public interface Previews {

    /** Empty when there is no such case, or when its person was erased. */
    Optional<Preview> preview(UUID caseId, Draft draft);
}
