/** How often somebody may do something. Counted in memory only: where people connect from is personal data. */
@NullMarked
package eu.volens.rights.throttle;

import org.jspecify.annotations.NullMarked;
