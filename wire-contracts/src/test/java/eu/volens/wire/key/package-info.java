/** Tests of the file of keys. */
@NullMarked
package eu.volens.wire.key;

import org.jspecify.annotations.NullMarked;
