/** The JSON form of wire events; the only place of this module that knows Jackson. */
@NullMarked
package eu.volens.wire.json;

import org.jspecify.annotations.NullMarked;
