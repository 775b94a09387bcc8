/** Whether a message asks for something and which rights, by plain word rules in four languages. It proposes; nothing is refused because of it. */
@NullMarked
package eu.volens.rights.recognition;

import org.jspecify.annotations.NullMarked;
