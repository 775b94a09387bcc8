/**
 * One HTTP port for several applications of one JVM. Each keeps its own Spring context, sessions and error pages, as if it had
 * a server of its own; the first segments of a path say whose it is.
 */
@NullMarked
package eu.volens.standalone.house;

import org.jspecify.annotations.NullMarked;
