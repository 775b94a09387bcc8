/** What the banner needs to ask a visitor: the area's rules, the purposes and their trackers, and every text, in one language. */
@NullMarked
package eu.volens.ledger.banner;

import org.jspecify.annotations.NullMarked;
