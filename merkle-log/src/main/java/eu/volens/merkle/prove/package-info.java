/** Making proofs for a log out of its stored tiles. */
@NullMarked
package eu.volens.merkle.prove;

import org.jspecify.annotations.NullMarked;
