/** The one-time link by which a person fetches their answer, and what remains of it afterwards: nothing but the events. */
@NullMarked
package eu.volens.rights.delivery;

import org.jspecify.annotations.NullMarked;
