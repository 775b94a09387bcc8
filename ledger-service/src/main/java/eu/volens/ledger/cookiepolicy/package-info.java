/** The cookie policy that people read, generated from the register; and the archive of every version that was ever shown. */
@NullMarked
package eu.volens.ledger.cookiepolicy;

import org.jspecify.annotations.NullMarked;
