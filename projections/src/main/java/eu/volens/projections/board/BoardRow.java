package eu.volens.projections.board;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * One request.
 *
 * @param rights what is asked, such as {@code access}, as last classified
 * @param status {@code received}, {@code awaiting-identity}, {@code identity-not-confirmed}, {@code collecting}, {@code in-review},
 *               {@code approved}, {@code answered}, {@code undelivered} or {@code closed}
 * @param dueOn  last day on which the answer is in time, in the controller's zone; as extended, once it is
 */
record BoardRow(UUID caseId, String caseNumber, List<String> rights, String status, String language, Instant receivedAt,
        LocalDate dueOn) {}
