/** What the rights service tells the other services: the one place where stored events become wire events. */
@NullMarked
package eu.volens.rights.wire;

import org.jspecify.annotations.NullMarked;
