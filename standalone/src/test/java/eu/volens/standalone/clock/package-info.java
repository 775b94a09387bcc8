/** Tests of the clock that can be set. */
@NullMarked
package eu.volens.standalone.clock;

import org.jspecify.annotations.NullMarked;
