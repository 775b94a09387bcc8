/** What speaks against its being the person who writes, read from a message and from nothing else (Article 12(6) GDPR). */
@NullMarked
package eu.volens.rights.doubt;

import org.jspecify.annotations.NullMarked;
