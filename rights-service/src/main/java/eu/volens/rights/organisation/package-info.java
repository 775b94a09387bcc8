/** The controller whose people write: who it is and how it answers, read from its folder under {@code controllers/} and checked when read. */
@NullMarked
package eu.volens.rights.organisation;

import org.jspecify.annotations.NullMarked;
