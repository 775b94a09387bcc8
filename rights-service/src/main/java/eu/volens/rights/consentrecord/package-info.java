/** The numbers under which the ledger keeps a visitor's choices, as a person hands them to us: from their browser, pasted, or by a link. */
@NullMarked
package eu.volens.rights.consentrecord;

import org.jspecify.annotations.NullMarked;
