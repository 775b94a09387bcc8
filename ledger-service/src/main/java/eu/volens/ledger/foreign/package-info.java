/**
 * Consent that somebody else's banner recorded, brought in from its log as what it is: foreign evidence, attested by others, on which nothing is
 * allowed. It rests beside our own records and never changes one.
 */
@NullMarked
package eu.volens.ledger.foreign;

import org.jspecify.annotations.NullMarked;
