/** {@code volens deadline}: counts a deadline and says how, with nothing running. */
@NullMarked
package eu.volens.standalone.deadline;

import org.jspecify.annotations.NullMarked;
