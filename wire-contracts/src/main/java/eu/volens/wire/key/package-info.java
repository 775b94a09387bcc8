/** Keys by which the programs of others prove themselves to the services: one file that the operator's tool writes and every service reads. */
@NullMarked
package eu.volens.wire.key;

import org.jspecify.annotations.NullMarked;
