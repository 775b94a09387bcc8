package eu.volens.rights.letter;

import java.util.List;

/**
 * A letter as written, kept sealed. The salt makes its hash say nothing once the letter is gone.
 *
 * @param inReplyTo  Message-ID of what it answers; the empty string for none
 * @param references the thread, oldest first
 */
record Letter(String salt, String to, String subject, String text, String html, String inReplyTo, List<String> references) {}
