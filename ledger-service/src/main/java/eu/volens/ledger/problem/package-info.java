/** Every way the API says no: one list of names, so that a client can rely on them (RFC 9457). */
@NullMarked
package eu.volens.ledger.problem;

import org.jspecify.annotations.NullMarked;
