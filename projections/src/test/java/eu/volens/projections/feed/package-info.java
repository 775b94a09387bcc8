/** Reading what arrives. */
@NullMarked
package eu.volens.projections.feed;

import org.jspecify.annotations.NullMarked;
