/** Tests of the banner in a real browser, against the ledger's HTTP contract kept in memory. */
@NullMarked
package eu.volens.banner;

import org.jspecify.annotations.NullMarked;
