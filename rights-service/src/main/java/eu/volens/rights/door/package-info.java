/** How a request comes in, whatever the door: it is kept before anything is done with it, and becomes a case like any other. */
@NullMarked
package eu.volens.rights.door;

import org.jspecify.annotations.NullMarked;
