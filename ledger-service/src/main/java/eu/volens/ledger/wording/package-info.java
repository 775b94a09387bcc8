/** The pages' and the banner's own words, in every language the product speaks. What belongs to one controller stands in its register. */
@NullMarked
package eu.volens.ledger.wording;

import org.jspecify.annotations.NullMarked;
