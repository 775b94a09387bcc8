/**
 * Axon's own stores on PostgreSQL, in our tables: how far processors have read, sagas, and events whose handling failed. None of them
 * keeps anything personal: what is personal is in the log, sealed, and nowhere else.
 */
@NullMarked
package eu.volens.eventstore.stores;

import org.jspecify.annotations.NullMarked;
