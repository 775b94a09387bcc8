package eu.volens.ledger.consent;

import eu.volens.ledger.consent.ConsentCommand.RecordDecision;

/**
 * A decision whose record cannot be there yet, as far as anybody can tell without looking: it is decided as the first one, and nothing is
 * read. Only what it records counts, because then the record was not there. When it conflicts or is refused, the decision is sent again by
 * itself, and is decided on what is there: it may be a retry, and be answered as before.
 */
record BeginRecord(RecordDecision decision) {}
