/** Bearer tokens and keys, by which programs prove themselves. */
@NullMarked
package eu.volens.ledger.token;

import org.jspecify.annotations.NullMarked;
