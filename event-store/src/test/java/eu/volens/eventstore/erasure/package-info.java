/** Tests of erasing a person. */
@NullMarked
package eu.volens.eventstore.erasure;

import org.jspecify.annotations.NullMarked;
