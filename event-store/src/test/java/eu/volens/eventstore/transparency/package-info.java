/** Tests of the transparency log against a real database. */
@NullMarked
package eu.volens.eventstore.transparency;

import org.jspecify.annotations.NullMarked;
