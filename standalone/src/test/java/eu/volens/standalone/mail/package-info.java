/** Tests of {@code volens mail}. */
@NullMarked
package eu.volens.standalone.mail;

import org.jspecify.annotations.NullMarked;
