/** The repository tidies itself: lines that may not stand in it, each with what to write instead, and things that must not be missing. */
@NullMarked
package eu.volens.houserules.tidy;

import org.jspecify.annotations.NullMarked;
