/** The only Spring configuration of the projections: the clock, the transport, who may ask, and how errors are told. */
@NullMarked
package eu.volens.projections.system;

import org.jspecify.annotations.NullMarked;
