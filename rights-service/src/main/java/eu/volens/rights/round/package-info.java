/** Work that is done again and again until nothing is left: one thread per kind of work, woken or looking by itself, surviving failures. */
@NullMarked
package eu.volens.rights.round;

import org.jspecify.annotations.NullMarked;
