/** The cookie policy that people read: every version that was published, in every language, of the whole site and of each area. */
@NullMarked
package eu.volens.ledger.cookiepolicy;

import org.jspecify.annotations.NullMarked;
