/** The trail of everything the services told, stream by stream: what proves that a step was taken, and when. */
@NullMarked
package eu.volens.projections.audit;

import org.jspecify.annotations.NullMarked;
