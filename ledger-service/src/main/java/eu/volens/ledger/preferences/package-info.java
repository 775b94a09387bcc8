/**
 * The preference centre: what a visitor chose, when, and under which text; where they change it, take it back, take it home and ask for their
 * data. Whoever knows a record's number may do all that, from the banner's cookie or typed; pages work without scripts.
 */
@NullMarked
package eu.volens.ledger.preferences;

import org.jspecify.annotations.NullMarked;
