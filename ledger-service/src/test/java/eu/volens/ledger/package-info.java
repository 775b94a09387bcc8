/** The ledger as a whole: a running one for tests, and the road of a consent. */
@NullMarked
package eu.volens.ledger;

import org.jspecify.annotations.NullMarked;
