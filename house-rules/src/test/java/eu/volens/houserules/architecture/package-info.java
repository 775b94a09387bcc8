/** What classes may know of each other, and what they may be called. Every rule also rejects its guilty class in {@code guilty}. */
@NullMarked
package eu.volens.houserules.architecture;

import org.jspecify.annotations.NullMarked;
