/** How the parts of the service hang together: configuration, the clock, everything random. The only package that knows Spring's wiring. */
@NullMarked
package eu.volens.rights.system;

import org.jspecify.annotations.NullMarked;
