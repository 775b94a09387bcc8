/** The requests people made, where each stands, and by when it must be answered. */
@NullMarked
package eu.volens.projections.board;

import org.jspecify.annotations.NullMarked;
