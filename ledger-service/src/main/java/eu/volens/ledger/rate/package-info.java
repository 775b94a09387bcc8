/** How much one address, or one backend, may ask of the ledger before it has to wait, so that nobody's flood is everybody's outage. */
@NullMarked
package eu.volens.ledger.rate;

import org.jspecify.annotations.NullMarked;
