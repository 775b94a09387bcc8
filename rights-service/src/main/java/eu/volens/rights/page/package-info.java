/** What all pages share: their language, their dates, the frame around them, and what is shown when something fails. */
@NullMarked
package eu.volens.rights.page;

import org.jspecify.annotations.NullMarked;
