/** Puts the service together: the only configuration, the only real clock, the outermost limits and the last resort for errors. */
@NullMarked
package eu.volens.ledger.system;

import org.jspecify.annotations.NullMarked;
