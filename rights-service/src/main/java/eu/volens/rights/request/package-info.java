/**
 * A person's request as an aggregate: its commands, events and rules, and the views by which people read a case.
 * The rules are plain Java; {@link eu.volens.rights.request.RequestDecisions} alone says which move is possible.
 */
@NullMarked
package eu.volens.rights.request;

import org.jspecify.annotations.NullMarked;
