/** The public face of the log, over HTTP. */
@NullMarked
package eu.volens.ledger.log;

import org.jspecify.annotations.NullMarked;
