/**
 * A visitor says yes, no, or no longer. One record per visitor and site; a decision is made in an area and answers every purpose the
 * area asks about; what counts is the latest word on each purpose, until it expires.
 */
@NullMarked
package eu.volens.ledger.consent;

import org.jspecify.annotations.NullMarked;
