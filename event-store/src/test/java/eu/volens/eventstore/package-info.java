/** The event store's tests, and the library of small books they store: a vocabulary with and without personal fields. */
@NullMarked
package eu.volens.eventstore;

import org.jspecify.annotations.NullMarked;
