/**
 * What visitors take home: a receipt of their choice as linked data (ISO/IEC TS 27560 by the profile of DPV), as Kantara v1.1 and as a page,
 * with the proof that it stands in the log. Whoever knows a record's id may have its receipts, and nobody else.
 */
@NullMarked
package eu.volens.ledger.receipt;

import org.jspecify.annotations.NullMarked;
