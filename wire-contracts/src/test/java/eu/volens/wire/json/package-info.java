/** Tests that freeze the wire shapes. */
@NullMarked
package eu.volens.wire.json;

import org.jspecify.annotations.NullMarked;
