/** What events change on the board. */
@NullMarked
package eu.volens.projections.board;

import org.jspecify.annotations.NullMarked;
