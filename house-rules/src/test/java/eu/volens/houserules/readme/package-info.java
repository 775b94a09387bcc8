/** Runs the README: its commands, against a running Volens, must print what it says they print. */
@NullMarked
package eu.volens.houserules.readme;

import org.jspecify.annotations.NullMarked;
