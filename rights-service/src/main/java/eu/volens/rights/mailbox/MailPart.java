package eu.volens.rights.mailbox;

/**
 * A part of a message, by its place in the bytes: nothing is copied before somebody wants it.
 *
 * @param name     a name to show, never a path; the media type when the part has none
 * @param type     media type, lower case, as the sender says; never what a browser should be told
 * @param charset  as declared
 * @param encoding as declared, such as {@code base64}
 * @param from     of the message's bytes, inclusive
 * @param to       exclusive
 */
record MailPart(String name, String type, String charset, String encoding, int from, int to) {

    /** Without its transfer encoding; never more bytes than the part has. */
    byte[] bytes(byte[] raw) {
        return TransferEncoding.undo(raw, from, to, encoding);
    }
}
