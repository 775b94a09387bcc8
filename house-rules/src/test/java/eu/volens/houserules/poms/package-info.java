/** The arrows between modules once more, where Maven sees them. */
@NullMarked
package eu.volens.houserules.poms;

import org.jspecify.annotations.NullMarked;
