package eu.volens.rights.mailbox;

import java.time.Instant;

/**
 * A message as a mail server hands it over.
 *
 * @param mailbox     stable name of the mailbox and folder
 * @param uidValidity with {@code uid}, the server's name for the message (RFC 3501)
 * @param receivedAt  when the server took it: the moment the request reached the controller
 * @param raw         its bytes, or as many as are taken
 * @param whole       whether these are all
 */
public record IncomingMail(String mailbox, long uidValidity, long uid, Instant receivedAt, byte[] raw, boolean whole) {}
