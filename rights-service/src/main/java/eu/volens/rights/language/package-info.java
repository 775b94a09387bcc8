/** Which of the controller's languages a message is written in. It proposes; a person who reads the case decides. */
@NullMarked
package eu.volens.rights.language;

import org.jspecify.annotations.NullMarked;
