/** Tests of the stores of processors. */
@NullMarked
package eu.volens.eventstore.stores;

import org.jspecify.annotations.NullMarked;
