/** What all pages of the service share: their language, their dates, the frame around them, and the pages shown when something fails. */
@NullMarked
package eu.volens.rights.page;

import org.jspecify.annotations.NullMarked;
