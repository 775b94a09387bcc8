/**
 * What is written to people: templates in their language, checked for what the law wants said, and an outbox that survives a crash.
 * A letter is kept, sealed, before it is sent; should it be sent twice, it is the same letter under the same Message-ID.
 */
@NullMarked
package eu.volens.rights.letter;

import org.jspecify.annotations.NullMarked;
