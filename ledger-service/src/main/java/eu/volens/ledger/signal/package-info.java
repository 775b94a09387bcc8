/** Global Privacy Control (W3C): a visitor's browser refuses, with every request, that their data are shared or used for marketing. */
@NullMarked
package eu.volens.ledger.signal;

import org.jspecify.annotations.NullMarked;
