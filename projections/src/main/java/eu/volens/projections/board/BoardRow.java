package eu.volens.projections.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * One request.
 *
 * @param rights what is asked, such as {@code access}
 * @param status {@code received}, {@code awaiting-identity}, {@code collecting}, {@code in-review}, {@code approved}, {@code answered}
 *               or {@code closed}
 * @param dueOn  last day on which the answer is in time, in the controller's zone
 */
record BoardRow(UUID caseId, String caseNumber, List<String> rights, String status, String language, Instant receivedAt,
        LocalDate dueOn) {

    BoardRow at(String newStatus) {
        return new BoardRow(caseId, caseNumber, rights, newStatus, language, receivedAt, dueOn);
    }
}
