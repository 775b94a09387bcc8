/** Who may ask. */
@NullMarked
package eu.volens.projections.system;

import org.jspecify.annotations.NullMarked;
