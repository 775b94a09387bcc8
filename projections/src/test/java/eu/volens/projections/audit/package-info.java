/** What the trail says about each event, in every language. */
@NullMarked
package eu.volens.projections.audit;

import org.jspecify.annotations.NullMarked;
