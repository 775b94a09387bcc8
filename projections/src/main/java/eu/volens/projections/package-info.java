/**
 * Read models of what the ledger and the rights service tell: current consent, the audit trail, the board of requests.
 * All of it is disposable; the services' logs stay the only truth.
 */
@NullMarked
package eu.volens.projections;

import org.jspecify.annotations.NullMarked;
