/**
 * An append-only log of events in PostgreSQL behind Axon's event storage port: gapless positions in commit order, one commit for
 * many commands, personal fields sealed under a key per person and committed to by a salted hash.
 */
@NullMarked
package eu.volens.eventstore;

import org.jspecify.annotations.NullMarked;
