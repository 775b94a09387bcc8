/** Which rights a message asks for, by plain word rules in four languages. It proposes; nothing is refused because of it. */
@NullMarked
package eu.volens.rights.recognition;

import org.jspecify.annotations.NullMarked;
