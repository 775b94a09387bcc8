/** Throwing the read models away and making them again from the logs: after an upgrade that understands more, or a repair. */
@NullMarked
package eu.volens.projections.rebuild;

import org.jspecify.annotations.NullMarked;
