/** Signing notes, checkpoints and cosignatures, with the guard that keeps a log from ever signing two histories. */
@NullMarked
package eu.volens.merkle.sign;

import org.jspecify.annotations.NullMarked;
