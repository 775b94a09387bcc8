/** What the banner shows, signed by the ledger and handed back with the choice: proof of which text a visitor has decided on. */
@NullMarked
package eu.volens.ledger.snapshot;

import org.jspecify.annotations.NullMarked;
