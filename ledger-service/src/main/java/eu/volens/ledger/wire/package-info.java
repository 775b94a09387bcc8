/** What the ledger tells the other services: the one place where stored events become wire events. */
@NullMarked
package eu.volens.ledger.wire;

import org.jspecify.annotations.NullMarked;
