/**
 * The log's transparency: a Merkle tree over its durable rows, signed checkpoints, and proofs that outsiders can check without trusting us.
 * Nothing in here reads what is sealed, so an erasure changes no hash.
 */
@NullMarked
package eu.volens.eventstore.transparency;

import org.jspecify.annotations.NullMarked;
