/** Finding again what may not be written down: keyed hashes whose secret rests wrapped by the master key. */
@NullMarked
package eu.volens.rights.lookup;

import org.jspecify.annotations.NullMarked;
