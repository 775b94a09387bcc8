/** Tests of the command that counts a deadline. */
@NullMarked
package eu.volens.standalone.deadline;

import org.jspecify.annotations.NullMarked;
