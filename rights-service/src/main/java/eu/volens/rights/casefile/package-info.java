/** Cases as people read them: the inbox, and everything about one case put together from the log and from what is kept sealed. */
@NullMarked
package eu.volens.rights.casefile;

import org.jspecify.annotations.NullMarked;
