/**
 * Erasing the person of a consent record for good, and keeping them from it by a legal hold: what is sealed of a record (evidence, links) goes, what was
 * said under its random number stays, and so does every proof.
 */
@NullMarked
package eu.volens.ledger.erasure;

import org.jspecify.annotations.NullMarked;
