/** Extending a log: the tree grows by leaves, in memory that grows with its height only, and gives the tiles to be stored. */
@NullMarked
package eu.volens.merkle.append;

import org.jspecify.annotations.NullMarked;
