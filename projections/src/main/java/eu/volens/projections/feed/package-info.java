/**
 * How wire events reach the read models: read once, kept once, and applied to all of them in the one transaction that also moves
 * the reader's position. Counts what was seen and what was not understood.
 */
@NullMarked
package eu.volens.projections.feed;

import org.jspecify.annotations.NullMarked;
