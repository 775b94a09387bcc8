/** The rights service: what a person asks of the controller, from the mail that brings it to the answer that was fetched. */
@NullMarked
package eu.volens.rights;

import org.jspecify.annotations.NullMarked;
