/**
 * The pages of the data protection officer: what waits, what is known about each case, what can be done with it.
 * They read through {@link eu.volens.rights.request.Cases} and act by commands only.
 */
@NullMarked
package eu.volens.rights.console;

import org.jspecify.annotations.NullMarked;
