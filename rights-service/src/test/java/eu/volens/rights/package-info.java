/** The rights service as it runs: real PostgreSQL, real SMTP and IMAP, a real HTTP data holder. */
@NullMarked
package eu.volens.rights;

import org.jspecify.annotations.NullMarked;
