/** Where the real clock and real randomness enter. Everything else is handed them. */
@NullMarked
package eu.volens.standalone.system;

import org.jspecify.annotations.NullMarked;
