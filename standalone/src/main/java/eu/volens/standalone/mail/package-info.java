/** {@code volens mail}: hands mails from files in to the running Volens. */
@NullMarked
package eu.volens.standalone.mail;

import org.jspecify.annotations.NullMarked;
