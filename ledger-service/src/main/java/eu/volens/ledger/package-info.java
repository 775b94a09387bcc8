/** The ledger service: records consent, tells the banner what to show, writes the cookie policy. */
@NullMarked
package eu.volens.ledger;

import org.jspecify.annotations.NullMarked;
