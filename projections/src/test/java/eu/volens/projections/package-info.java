/** The projections as their callers meet them, fed by a log made for the test, through the real transport into a real PostgreSQL. */
@NullMarked
package eu.volens.projections;

import org.jspecify.annotations.NullMarked;
