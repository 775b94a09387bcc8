/**
 * Reading and checking a transparency log: RFC 6962 hashes, proofs, tiles, checkpoints, signed notes, as the C2SP specifications have them.
 * Nothing here can extend a log or sign; that is what {@code append} and {@code sign} are for.
 */
@NullMarked
package eu.volens.merkle;

import org.jspecify.annotations.NullMarked;
