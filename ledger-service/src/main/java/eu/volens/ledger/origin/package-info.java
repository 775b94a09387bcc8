/** Which web origins may talk to the ledger from a visitor's browser: those registered for the site in question, and the ledger's own. */
@NullMarked
package eu.volens.ledger.origin;

import org.jspecify.annotations.NullMarked;
