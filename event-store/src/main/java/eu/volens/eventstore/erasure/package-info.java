/**
 * Erasing a person (Articles 17 and 18 GDPR): legal holds, the destruction of the key and of all that it sealed, the certificate, and the
 * list of destroyed keys that makes an erasure survive the restore of an old database.
 */
@NullMarked
package eu.volens.eventstore.erasure;

import org.jspecify.annotations.NullMarked;
